import { randomUUID } from 'node:crypto';
import { setEpoch } from '../storage/index.ts';
import { openExisting, parsePlace } from './place.ts';

/** `confab new-epoch`: after a database was put back to an older state by other means. */
export async function newEpochCommand(place: string): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  try {
    await setEpoch(storage.db, randomUUID());
  } finally {
    await storage.close();
  }
}
