import type { PlaceSettings } from '@confab/protocol';
import type { Storage } from '../../storage/index.ts';
import { restrictionOf } from '../session-rows.ts';
import { standingOf } from '../standing-rules.ts';
import { hasSetUpFactor } from './read-factors.ts';

interface Asked {
  storage: Pick<Storage, 'db'>;
  place: { settings(): PlaceSettings };
  /** Milliseconds since 1970. */
  now: number;
}

/** Whether somebody who is let in has to set up a second factor before anything else: no session of theirs could do more. */
export async function owesFactor({ storage, place, now }: Asked, userId: string): Promise<boolean> {
  const row = await storage.db
    .selectFrom('users')
    .select(['role', 'deactivated_at', 'waiting_since', 'restricted', 'banned_until'])
    .where('id', '=', userId)
    .executeTakeFirst();
  const wanted = place.settings().requireSecondFactor;
  // Nearly every place wants none, and then nothing more is read.
  if (!row || (row.restricted === null && wanted.length === 0)) return false;
  const factorAt = (await hasSetUpFactor(storage, userId)) ? now : null;
  const standing = standingOf({ ...row, second_factor_at: factorAt }, now);
  return standing !== null && restrictionOf(standing, place.settings()) === 'second-factor';
}
