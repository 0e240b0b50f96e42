import { namedSince } from '@confab/protocol/mentions';
import { decodeParts } from '@confab/protocol/message-parts';
import { decideNotify, isHeardForName, isWorthKeeping, type NotifySettings } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import { factsOf, readNotifySettings, type SaidMessage } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';
import { type Place, readWaiting, type WaitingLog, type WaitingMessage } from './read-waiting.ts';

/** What of a log is worth a notification now. */
export interface News extends Omit<WaitingLog, 'messages'> {
  /** The places of all that waits, worth it or not; without what an edit has made nothing for them. */
  waiting: ReadonlySet<number>;
  /** The newest first. */
  worth: readonly WorthIt[];
  hidden: { text: boolean; sender: boolean };
}

export interface WorthIt extends SaidMessage {
  mention: boolean;
  quiet: boolean;
  /** When an edit made it worth it, in milliseconds since 1970; 0: it was from the beginning. */
  anewAt: number;
}

/** Of each place, in their order; null for who is not in it. */
export async function findNews(
  storage: Pick<Storage, 'db'>,
  places: readonly Place[],
  wallNow: number,
): Promise<(News | null)[]> {
  const logs = await readWaiting(storage, places);
  const settings = await readNotifySettings(storage.db, places);
  return places.map(({ userId, logId }, index) => {
    const found = logs[index];
    if (!found) return null;
    const { messages, ...log } = found;
    const own = settings.of(userId, logId);
    const kind = isThreadId(logId) ? 'thread' : log.kind;
    const looked = messages.map((message) => look(message, { userId, readSeq: log.readSeq, kind, own, wallNow }));
    const worth = looked.flatMap((one) => one.worth ?? []);
    const waiting = new Set(looked.flatMap(({ seq, stays }) => (stays ? [seq] : [])));
    const { hideText, hideSender } = settings.person(userId).push ?? {};
    const hidden = { text: hideText === true, sender: hideSender === true };
    return { ...log, waiting, worth, hidden };
  });
}

interface Reader {
  userId: string;
  readSeq: number;
  kind: 'direct' | 'group' | 'thread';
  own: NotifySettings;
  wallNow: number;
}

function look(
  message: WaitingMessage,
  { userId, readSeq, kind, own, wallNow }: Reader,
): { seq: number; worth: WorthIt | null; stays: boolean } {
  const { seq } = message;
  const facts = factsOf(message, kind)(userId, readSeq);
  const { hear, why } = decideNotify(facts, own, wallNow);
  const isEdited = message.editedAt !== null;
  const stays = !isEdited || isWorthKeeping(facts, own, wallNow);
  if (hear !== 'notify') return { seq, worth: null, stays };
  const since = isEdited ? namedSince(decodeParts(message.parts).mentions, userId) : null;
  const anewAt = since !== null && isHeardForName(facts, own, wallNow) ? since : 0;
  return { seq, worth: { ...message, mention: why === 'mention', quiet: false, anewAt }, stays };
}
