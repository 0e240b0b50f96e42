import { isThreadId } from '@confab/protocol/threads';
import type { PushedLogIn, PushedMessage, PushedReminder, PushPayload } from '@confab/protocol';
import { fileWords } from '../lib/file-words.ts';
import { deviceName } from '../lib/device-name.ts';
import { notificationWords, reminderWords } from '../lib/notification-words.ts';
import {
  messageActions,
  notificationIcons,
  type NotifiedPlace,
  type ShownOptions,
  type WorkerMessage,
} from '../lib/notified.ts';
import { t } from '../lib/words.ts';

type Surroundings = {
  /** Whose browser this is; null for nobody's. */
  personId: string | null;
  /** One of the pages has the focus: it tells by itself. */
  isLookedAt: boolean;
  /** The push service ends subscriptions whose pushes show nothing. */
  mustShow: boolean;
  /** What is shown with this tag; null where nothing is. */
  shownAs: (tag: string) => Shown | null;
};

type Shown = { title: string; body: string; seq: number };

export type Plan = {
  show?: { title: string; options: ShownOptions };
  /** What is shown with this tag, up to this place. */
  close?: { tag: string; upTo: number };
  badge?: number;
  tellPages?: WorkerMessage;
};

/** What a push brings about. Nothing where it is for somebody else. */
export function planPush(payload: Partial<PushPayload> | null, around: Surroundings): Plan {
  if (payload === null || around.personId === null || payload.userId !== around.personId) return {};
  if (payload.v !== 1) return planUnknown(around);
  const known = payload as PushPayload;
  switch (known.type) {
    case 'message':
      return { badge: known.badge, ...planMessage(known, around) };
    case 'reminder':
      return {
        badge: known.badge,
        // The page counts what is due where one sees it.
        ...((!around.isLookedAt || around.mustShow) && { show: reminderShown(known, around.isLookedAt) }),
      };
    case 'log-in':
      return {
        badge: known.badge,
        // The page asks by itself where one sees it.
        ...((!around.isLookedAt || around.mustShow) && { show: logInShown(known, around.isLookedAt) }),
      };
    case 'close':
      return { badge: known.badge, close: { tag: known.tag, upTo: known.seq } };
    case 'test':
      return {
        tellPages: { type: 'test', testId: known.testId },
        show: inGeneral('test', t`Notifications work on this device.`),
      };
    default:
      return planUnknown(around);
  }
}

/** Of a server that is newer than this worker. */
function planUnknown({ mustShow }: Surroundings): Plan {
  return mustShow ? { show: inGeneral('news', t`You have new messages.`) } : {};
}

/**
 * The page, or another push, may have shown it, or a later one. An earlier one that comes without a sound takes the place of one that was
 * deleted meanwhile, and one that an edit made to its reader is news. Where something has to be shown, that is done without a sound, and the pages take it away once it is read.
 */
function planMessage(message: PushedMessage, { isLookedAt, mustShow, shownAs }: Surroundings): Plan {
  const shown = shownAs(message.tag);
  const isOlder = shown !== null && message.seq < shown.seq;
  const isNews = shown?.seq !== message.seq && (!isOlder || message.quiet === true || message.edited === true);
  const show = messageShown(message);
  if (isNews && !isLookedAt) return { show };
  if (!mustShow) return {};
  const options = { ...show.options, silent: true };
  if (shown === null || isNews) return { show: { ...show, options }, tellPages: { type: 'shown' } };
  const { title, body, seq } = shown;
  return { show: { title, options: { ...options, body, data: { ...placeIn(message), seq } } } };
}

const placeIn = ({ userId, chatId, seq }: PushedMessage): NotifiedPlace => ({ userId, chatId, seq });

function messageShown(message: PushedMessage): NonNullable<Plan['show']> {
  const { tag, chatId, at, kind, chat, from, files, count, quiet = false } = message;
  const text = message.text ?? (files && fileWords(files));
  const { title, body } = notificationWords({ kind, isThread: isThreadId(chatId), chat, from, text, count });
  return {
    title,
    options: {
      tag,
      body,
      data: placeIn(message),
      silent: quiet,
      timestamp: Date.parse(at),
      actions: messageActions(),
      ...notificationIcons,
    },
  };
}

function reminderShown(reminder: PushedReminder, isLookedAt: boolean): NonNullable<Plan['show']> {
  const { userId, tag, reminderId, chatId, seq, at, chat, from, files, note } = reminder;
  const text = reminder.text ?? (files && fileWords(files));
  const kind = chat === undefined ? 'direct' : 'group';
  const { title, body } = reminderWords({ kind, isThread: isThreadId(chatId), chat, from, text, note });
  return {
    title,
    options: {
      tag,
      body,
      data: { userId, chatId, seq, reminderId },
      silent: isLookedAt,
      timestamp: Date.parse(at),
      ...notificationIcons,
    },
  };
}

/** It leads to no chat: the page that is opened asks whether it was them. */
function logInShown({ userId, tag, at, userAgent }: PushedLogIn, isLookedAt: boolean): NonNullable<Plan['show']> {
  const device = deviceName(userAgent ?? null);
  return {
    title: t`New log-in to your account`,
    options: {
      tag,
      body: t`From ${device}. Was it you?`,
      data: { userId, chatId: '', seq: 0 },
      silent: isLookedAt,
      timestamp: Date.parse(at),
      ...notificationIcons,
    },
  };
}

function inGeneral(tag: string, body: string): NonNullable<Plan['show']> {
  return { title: 'Confab', options: { tag, body, ...notificationIcons } };
}
