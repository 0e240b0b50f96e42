import { decideNotify } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import { factsOf, readNotifySettings, type SaidMessage } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';
import { type Place, readWaiting, type WaitingLog } from './read-waiting.ts';

/** What of a log is worth a notification now. */
export interface News extends Omit<WaitingLog, 'messages'> {
  /** The places of all that waits, worth it or not. */
  waiting: ReadonlySet<number>;
  /** The newest first. */
  worth: readonly WorthIt[];
  hidden: { text: boolean; sender: boolean };
}

export interface WorthIt extends SaidMessage {
  mention: boolean;
  quiet: boolean;
}

/** Of each place, in their order; null for who is not in it. */
export async function findNews(
  storage: Pick<Storage, 'db'>,
  places: readonly Place[],
  wallNow: number,
): Promise<(News | null)[]> {
  const logs = await readWaiting(storage, places);
  const [userIds, logIds] = [places.map(({ userId }) => userId), places.map(({ logId }) => logId)];
  const settings = await readNotifySettings(storage.db, [...new Set(userIds)], [...new Set(logIds)]);
  return places.map(({ userId, logId }, index) => {
    const found = logs[index];
    if (!found) return null;
    const { messages, ...log } = found;
    const own = settings.of(userId, logId);
    const kind = isThreadId(logId) ? 'thread' : log.kind;
    const worth = messages.flatMap((message): WorthIt[] => {
      const { hear, why } = decideNotify(factsOf(message, kind)(userId, log.readSeq), own, wallNow);
      return hear === 'notify' ? [{ ...message, mention: why === 'mention', quiet: false }] : [];
    });
    const { hideText, hideSender } = settings.person(userId).push ?? {};
    const hidden = { text: hideText === true, sender: hideSender === true };
    return { ...log, waiting: new Set(messages.map(({ seq }) => seq)), worth, hidden };
  });
}
