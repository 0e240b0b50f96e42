import { isThreadId } from '@confab/protocol/threads';
import type { Progress } from '../chats/index.ts';
import type { CountedPosition } from '../storage/chat-log.ts';
import type { FollowingContext } from './following-context.ts';

/** What somebody is in, and how far everything is there: of the stamp, or later (see `Stamps`). */
export interface Look {
  stamp: number;
  progress: readonly Progress[];
}

export async function lookAtChats({ storage, resumes }: FollowingContext, userId: string): Promise<Look> {
  const stamp = storage.log.stamps?.now ?? 0;
  return { stamp, progress: (await resumes.progress(userId)) ?? [] };
}

/**
 * What somebody is in by now. The database is asked where this process can't tell by itself that nothing is another: never of threads,
 * who follows one.
 */
export async function lookAgain(
  context: FollowingContext,
  userId: string,
  { look, about }: { look: Look; about: Iterable<string> },
): Promise<readonly Progress[]> {
  const ids = look.progress.map(({ id }) => id);
  const isKnown =
    ![...about, ...ids].some(isThreadId) && context.storage.log.stamps?.stoodStill(look.stamp, ids) === true;
  return isKnown ? look.progress : (await lookAtChats(context, userId)).progress;
}

/** What is unread there: what was counted before is true as long as the chat and the person stand where they stood (D79). */
export async function countPositions(
  { chatMemory, resumes }: FollowingContext,
  userId: string,
  progress: readonly Progress[],
): Promise<Map<string, CountedPosition>> {
  const positions = new Map<string, CountedPosition>();
  const unknown: string[] = [];
  for (const one of progress) {
    const { id, rev: atRev, seq, readSeq } = one;
    const known = readSeq >= seq ? { unread: 0, mentions: 0 } : chatMemory.count(userId, one);
    if (known) positions.set(id, { readSeq, unread: known.unread, mentions: known.mentions, atRev });
    else unknown.push(id);
  }
  const counted = await Promise.all(unknown.map((chatId) => resumes.unread({ userId, chatId })));
  for (const [at, position] of counted.entries()) {
    const id = unknown[at];
    if (!position || id === undefined) continue;
    positions.set(id, position);
    chatMemory.keepCount(userId, { id, rev: position.atRev, ...position });
  }
  return positions;
}
