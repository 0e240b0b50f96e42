import type { Joining } from '@confab/protocol';
import type { Storage } from '../storage/storage.ts';

/**
 * Nobody has an account yet, and whoever comes may make the first: not where the place is closed, or asks for an invitation. Once
 * somebody has one, it is never asked again.
 */
export function createEmptyTest({ db }: Pick<Storage, 'db'>, joining: () => Joining): () => Promise<boolean> {
  let isInhabited = false;
  return async () => {
    if (isInhabited || joining() === 'closed' || joining() === 'invitation') return false;
    isInhabited = (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
    return !isInhabited;
  };
}
