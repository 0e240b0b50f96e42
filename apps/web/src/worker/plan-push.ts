import { isThreadId } from '@confab/protocol/threads';
import type { PushedMessage, PushPayload } from '@confab/protocol';
import { notificationWords } from '../lib/notification-words.ts';
import { messageActions, notificationIcons, type ShownOptions, type WorkerMessage } from '../lib/notified.ts';
import { t } from '../lib/words.ts';

type Surroundings = {
  /** Whose browser this is; null for nobody's. */
  personId: string | null;
  /** One of the pages has the focus: it tells by itself. */
  isLookedAt: boolean;
  /** Of what is shown with this tag; null where nothing is. */
  shownSeqOf: (tag: string) => number | null;
};

export type Plan = {
  show?: { title: string; options: ShownOptions };
  /** What is shown with this tag, up to this place. */
  close?: { tag: string; upTo: number };
  badge?: number;
  tellPages?: WorkerMessage;
};

/** What a push brings about. Nothing where it is for somebody else, or says what this worker does not know. */
export function planPush(payload: Partial<PushPayload> | null, around: Surroundings): Plan {
  if (payload === null || around.personId === null || payload.userId !== around.personId || payload.v !== 1) return {};
  const known = payload as PushPayload;
  switch (known.type) {
    case 'message':
      return { badge: known.badge, ...(isNews(known, around) && { show: messageShown(known) }) };
    case 'close':
      return { badge: known.badge, close: { tag: known.tag, upTo: known.seq } };
    case 'test':
      return { tellPages: { type: 'test', testId: known.testId }, show: testShown() };
    default:
      return {};
  }
}

/**
 * The page, or another push, may have shown it, or a later one. An earlier one that comes without a sound takes the place of one that was
 * deleted meanwhile, and one that an edit made to its reader is news.
 */
function isNews({ tag, seq, quiet, edited }: PushedMessage, { isLookedAt, shownSeqOf }: Surroundings): boolean {
  const shown = shownSeqOf(tag) ?? 0;
  return !isLookedAt && (shown < seq || ((quiet === true || edited === true) && seq < shown));
}

function messageShown(message: PushedMessage): NonNullable<Plan['show']> {
  const { tag, chatId, seq, userId, at, kind, chat, from, text, count, quiet = false } = message;
  const { title, body } = notificationWords({ kind, isThread: isThreadId(chatId), chat, from, text, count });
  return {
    title,
    options: {
      tag,
      body,
      data: { userId, chatId, seq },
      silent: quiet,
      timestamp: Date.parse(at),
      actions: messageActions(),
      ...notificationIcons,
    },
  };
}

function testShown(): NonNullable<Plan['show']> {
  return {
    title: 'Confab',
    options: { tag: 'test', body: t`Notifications arrive on this device.`, ...notificationIcons },
  };
}
