import type { StorageOpenError } from '../storage-errors.ts';
import type { Storage } from '../storage.ts';
import { openPostgresStorage } from './open-postgres-storage.ts';
import { toOpenError } from './postgres-errors.ts';
import { claimSingleNode } from './single-node-claim.ts';

export interface ClaimedPostgresOptions {
  url: string;
  /** The node has a bus, so that others that have one may run beside it. */
  hasBus: boolean;
  /** Another node has taken the database over: this one must not go on. */
  onLost: (error: StorageOpenError) => void;
}

/** Opens the database for a node that serves it, once nobody is in the way. Rejects with `StorageOpenError`. */
export async function openClaimedPostgres({ url, hasBus, onLost }: ClaimedPostgresOptions): Promise<Storage> {
  const claim = await claimSingleNode({ url, hasBus, onLost }).catch((error: unknown) => {
    throw toOpenError(error, 'The PostgreSQL database');
  });
  try {
    const storage = await openPostgresStorage({ url });
    return {
      ...storage,
      async close() {
        await storage.close();
        await claim.close();
      },
    };
  } catch (error) {
    await claim.close();
    throw error;
  }
}
