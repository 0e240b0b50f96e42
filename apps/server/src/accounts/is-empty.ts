import type { Config } from '../config/index.ts';
import type { Storage } from '../storage/storage.ts';

/** Nobody has an account yet, and whoever comes may make the first. Once somebody has one, it is never asked again. */
export function createEmptyTest(storage: Storage, { registration }: Pick<Config, 'registration'>) {
  let maybe = registration === 'open';
  return async (): Promise<boolean> => {
    if (!maybe) return false;
    maybe = (await storage.db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined;
    return maybe;
  };
}
