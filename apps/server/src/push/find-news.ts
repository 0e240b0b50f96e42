import { decideNotify } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import { factsOf, readNotifySettings, type SaidMessage } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';
import { readWaiting, type WaitingLog } from './read-waiting.ts';

/** What of a log is worth a notification now. */
export interface News extends Omit<WaitingLog, 'messages'> {
  /** The newest first. */
  worth: readonly WorthIt[];
  hidden: { text: boolean; sender: boolean };
}

export interface WorthIt extends SaidMessage {
  mention: boolean;
  quiet: boolean;
}

/** Null for who is not in it. */
export async function findNews(
  storage: Pick<Storage, 'db'>,
  { userId, logId, wallNow }: { userId: string; logId: string; wallNow: number },
): Promise<News | null> {
  const waiting = await readWaiting(storage, userId, logId);
  if (!waiting) return null;
  const { messages, ...log } = waiting;
  if (messages.length === 0) return { ...log, worth: [], hidden: { text: false, sender: false } };
  const settings = await readNotifySettings(storage.db, [userId], [logId]);
  const own = settings.of(userId, logId);
  const kind = isThreadId(logId) ? 'thread' : log.kind;
  const worth = messages.flatMap((message): WorthIt[] => {
    const { hear, why } = decideNotify(factsOf(message, kind)(userId, log.readSeq), own, wallNow);
    return hear === 'notify' ? [{ ...message, mention: why === 'mention', quiet: false }] : [];
  });
  const { hideText, hideSender } = settings.person(userId).push ?? {};
  return { ...log, worth, hidden: { text: hideText === true, sender: hideSender === true } };
}
