import type { Storage } from '../storage/index.ts';
import { pushTables } from './push-tables.ts';
import { makeVapidKeys, type VapidKeys } from './vapid.ts';

const id = 'vapid';

/** The keys of this place, of all its nodes: made when they are first asked for, and kept with everything else. */
export async function openVapidKeys(storage: Pick<Storage, 'db'>, now: number): Promise<VapidKeys> {
  return (await read(storage)) ?? (await make(storage, now));
}

async function read(storage: Pick<Storage, 'db'>): Promise<VapidKeys | null> {
  const columns = ['public_key as publicKey', 'private_key as privateKey'] as const;
  const row = await pushTables(storage).selectFrom('push_keys').select(columns).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Of several nodes that make some at once, those of one stay. */
async function make(storage: Pick<Storage, 'db'>, now: number): Promise<VapidKeys> {
  const { publicKey, privateKey } = makeVapidKeys();
  await pushTables(storage)
    .insertInto('push_keys')
    .values({ id, public_key: publicKey, private_key: privateKey, made_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await read(storage);
  if (!kept) throw new Error('The keys for push services were not kept.');
  return kept;
}

/**
 * New keys, where somebody else may have the old ones. What browsers subscribed to with these is void: it goes, and each browser
 * subscribes again when the page is next open there. No server may run on the database.
 */
export async function rotateVapidKeys(storage: Pick<Storage, 'db'>, now: number): Promise<void> {
  const { publicKey, privateKey } = makeVapidKeys();
  await pushTables(storage)
    .transaction()
    .execute(async (transaction) => {
      await transaction.deleteFrom('push_subscriptions').execute();
      await transaction.deleteFrom('push_keys').execute();
      await transaction
        .insertInto('push_keys')
        .values({ id, public_key: publicKey, private_key: privateKey, made_at: now })
        .execute();
    });
}
