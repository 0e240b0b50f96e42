import { randomUUID } from 'node:crypto';
import { setEpoch } from '../storage/index.ts';
import { openExisting, parsePlace } from './place.ts';

const answerMs = 10_000;

/** `confab new-epoch`: after a database was put back to an older state by other means. */
export async function newEpochCommand(named: string, say: (line: string) => void): Promise<void> {
  const place = parsePlace(named);
  const storage = await openExisting(place);
  try {
    await setEpoch(storage.db, randomUUID());
  } finally {
    await storage.close();
  }
  // What a restore of a data folder refuses: there it is known that nobody but Confab makes any.
  if (place.kind === 'postgres') {
    const { findForeign } = await import('../storage/postgres/find-foreign.ts');
    for (const found of await findForeign(place.url, answerMs))
      say(`Look at it before you start Confab: the database has ${found}, which Confab did not make.`);
  }
  say('Done. Start Confab; clients read everything anew.');
}
