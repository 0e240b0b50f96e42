import { type ChatState, type ClientState, isFollowed } from '@confab/client';
import { myIdIn } from '../../session/client.ts';

/** What somebody follows: what is unread first, then what was spoken in last. */
export function followedThreads(state: ClientState): ChatState[] {
  const myId = myIdIn(state);
  return [...state.threads.values()]
    .filter((thread) => isFollowed(thread, myId))
    .toSorted(
      (one, other) => Number(other.unread > 0) - Number(one.unread > 0) || compare(spokenAt(other), spokenAt(one)),
    );
}

export function spokenAt({ lastMessage, createdAt }: ChatState): string {
  return lastMessage?.createdAt ?? createdAt;
}

/** Of those how many have something unread. */
export function countUnread(state: ClientState): number {
  const myId = myIdIn(state);
  let count = 0;
  for (const thread of state.threads.values()) if (thread.unread > 0 && isFollowed(thread, myId)) count += 1;
  return count;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
