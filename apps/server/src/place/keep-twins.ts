import type { PlaceSettings } from '@confab/protocol';
import type { Storage } from '../storage/storage.ts';
import { permissionsOfEnvironment } from './people-rules.ts';
import { placeDb } from './read-settings.ts';

/**
 * Rules decide in the transaction that writes and know the database alone: what the environment says of who may what is kept beside
 * what admins say, for as long as it says so. Each start writes it or takes it away.
 */
export async function keepTwins(storage: Storage, { permissions }: Partial<PlaceSettings>, at: number): Promise<void> {
  const db = placeDb(storage);
  const kept = db.selectFrom('place_settings').select('value').where('key', '=', permissionsOfEnvironment);
  const before = (await kept.executeTakeFirst())?.value;
  const value = permissions && JSON.stringify(permissions);
  if (before === value) return;
  if (value === undefined) {
    await db.deleteFrom('place_settings').where('key', '=', permissionsOfEnvironment).execute();
    return;
  }
  await db
    .insertInto('place_settings')
    .values({ key: permissionsOfEnvironment, value, changed_at: at, changed_by: '' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changed_at: at }))
    .execute();
}
