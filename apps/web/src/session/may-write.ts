import { type ClientState, documentOf } from '@confab/client';
import { mayPost } from '@confab/protocol/permissions';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import { useReducer } from 'react';
import { actorIn, useClientState } from './client.ts';

/** By a moderator, at this moment: of this no news comes when it ends. */
export function isSilenced(state: ClientState): boolean {
  const muted = documentOf(state, 'muted', null);
  return muted !== undefined && Date.parse(muted.until) > Date.now();
}

/** In a group it may be left to its owners and admins; threads are not. */
export function mayWriteIn(state: ClientState, chatId: string): boolean {
  if (isSilenced(state)) return false;
  const me = isThreadId(chatId) ? null : actorIn(state, chatId);
  return me === null || mayPost(me, state.chats.get(doorOf(chatId))?.parts?.posting);
}

/** With what looks again, once it may have become another answer by itself. */
export function useMayWrite(chatId: string): [mayWrite: boolean, lookAgain: () => void] {
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  return [useClientState((state) => mayWriteIn(state, chatId)), lookAgain];
}
