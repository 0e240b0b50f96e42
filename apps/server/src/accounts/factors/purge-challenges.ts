import type { Storage } from '../../storage/index.ts';
import { factorTables } from './factor-tables.ts';

/** A clock that is a minute behind on another node still takes what this one would not. */
const keptAfterMs = 60_000;

/** Deletes the challenges whose time is over. There are few: each belongs to a log-in that got half-way. */
export async function purgeChallenges(db: Storage['db'], now: number): Promise<void> {
  const before = now - keptAfterMs;
  const tables = factorTables(db);
  await tables.deleteFrom('log_in_challenges').where('expires_at', '<', before).execute();
  await tables.deleteFrom('spent_challenges').where('expires_at', '<', before).execute();
}
