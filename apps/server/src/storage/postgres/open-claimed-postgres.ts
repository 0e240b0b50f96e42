import type { StorageOpenError } from '../storage-errors.ts';
import type { Storage } from '../storage.ts';
import { nameOf, openPostgresStorage } from './open-postgres-storage.ts';
import { toOpenError } from './postgres-errors.ts';
import { claimSingleNode } from './single-node-claim.ts';

export interface ClaimedPostgresOptions {
  url: string;
  /** URL of the module of rules. */
  rules?: string | undefined;
  /** The node has a bus, so that others that have one may run beside it. */
  hasBus: boolean;
  /** It is no node that asks but a command, which needs all of them stopped. */
  isCommand?: boolean;
  /** Another node has taken the database over: this one must not go on. */
  onLost: (error: StorageOpenError) => void;
  /** To go on with a copy that was cut off: otherwise one is refused. */
  acceptsUnfinishedCopy?: boolean;
}

/** Opens the database for a node that serves it, once nobody is in the way. Rejects with `StorageOpenError`. */
export async function openClaimedPostgres(options: ClaimedPostgresOptions): Promise<Storage> {
  const { url, rules, acceptsUnfinishedCopy = false, ...claiming } = options;
  const claim = await claimSingleNode({ url, ...claiming }).catch((error: unknown) => {
    throw toOpenError(error, nameOf(url));
  });
  try {
    const storage = await openPostgresStorage({ url, rules, acceptsUnfinishedCopy });
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
