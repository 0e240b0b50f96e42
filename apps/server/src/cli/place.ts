import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isThere, type Storage, StorageOpenError } from '../storage/index.ts';
import { UsageError } from './usage.ts';

/** Where a database is. */
export type Place = { kind: 'folder'; folder: string } | { kind: 'postgres'; url: string };

/** Stands for the address in a link where PUBLIC_URL does not say it: whoever hands the link on puts theirs there. */
export const addressUnknown = 'http://YOUR-ADDRESS';

const ownFiles = /^(secret$|confab\.|files$)/;

export function parsePlace(text: string): Place {
  if (/^postgres(ql)?:\/\//.test(text)) {
    if (!URL.canParse(text)) throw new UsageError('This is no address of a database: postgres://user@host:port/name');
    return { kind: 'postgres', url: text };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw new UsageError(
      `${text.split(':')[0]}: is not a database that Confab can use: name a folder, or postgres://…`,
    );
  }
  if (text === '') throw new UsageError('A folder has a name.');
  return { kind: 'folder', folder: resolve(text) };
}

export function isSamePlace(one: Place, other: Place): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Opens a database that is there and sound, for this process alone. Rejects with `StorageOpenError`. */
export async function openExisting(place: Place): Promise<Storage> {
  if (place.kind === 'folder') {
    const { proveDatabase } = await import('../storage/sqlite/prove-database.ts');
    proveDatabase(place.folder);
  }
  return await open(place, false);
}

/** Opens a database to copy into. Rejects with `StorageOpenError` where something else is in its place. */
export async function openTarget(place: Place): Promise<Storage> {
  await refuseOtherThings(place);
  return await open(place, true);
}

/** A database that is there, or a new one where a server was never started. Rejects as `openTarget`. */
export async function openOrMake(place: Place): Promise<Storage> {
  await refuseOtherThings(place);
  return await open(place, false);
}

async function refuseOtherThings(place: Place): Promise<void> {
  if (place.kind === 'folder') {
    const files = (await isThere(place.folder)) ? await readdir(place.folder) : [];
    const foreign = files.find((file) => !ownFiles.test(file));
    if (foreign !== undefined) {
      throw new StorageOpenError(`${place.folder} holds other things (${foreign}). Name an empty folder.`);
    }
  } else {
    const { refuseForeign } = await import('../storage/postgres/refuse-foreign.ts');
    await refuseForeign(place.url);
  }
}

async function open(place: Place, acceptsUnfinishedCopy: boolean): Promise<Storage> {
  if (place.kind === 'folder') {
    const { openSqliteStorage } = await import('../storage/sqlite/open-sqlite-storage.ts');
    return await openSqliteStorage({ folder: place.folder, acceptsUnfinishedCopy });
  }
  const { openClaimedPostgres } = await import('../storage/postgres/open-claimed-postgres.ts');
  return await openClaimedPostgres({
    url: place.url,
    // Alone: while anybody serves it, nothing is read from it or written to it here.
    hasBus: false,
    isCommand: true,
    onLost: (error) => {
      throw error;
    },
    acceptsUnfinishedCopy,
  });
}
