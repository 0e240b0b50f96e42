import { documentOf } from '@confab/client';
import { useClientState } from '../../session/client.ts';

/** Whether I want to hear nothing of them. */
export function useIsBlocked(userId: string): boolean {
  return useClientState((state) => documentOf(state, 'blocked', null)?.userIds.includes(userId)) === true;
}
