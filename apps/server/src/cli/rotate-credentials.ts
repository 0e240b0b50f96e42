import { endAllSessions, rotateJwtKeys } from '../accounts/index.ts';
import { createAudit } from '../audit/index.ts';
import type { Storage } from '../storage/index.ts';
import { openExisting, parsePlace } from './place.ts';

/** `confab rotate-jwt-keys`: where somebody else may have them. */
export async function rotateJwtKeysCommand(place: string): Promise<void> {
  await withPlace(place, async (storage) => {
    await rotateJwtKeys(storage.db);
    await noteRotation(storage, 'jwt-keys');
  });
}

/** `confab end-sessions`: where somebody else may have what people are logged in with. Answers how many there were. */
export async function endSessionsCommand(place: string): Promise<number> {
  return await withPlace(place, async (storage) => {
    const ended = await endAllSessions(storage.db);
    await noteRotation(storage, 'sessions');
    return ended;
  });
}

async function withPlace<Result>(place: string, work: (storage: Storage) => Promise<Result>): Promise<Result> {
  const storage = await openExisting(parsePlace(place));
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** For the audit log. */
export async function noteRotation(storage: Storage, what: string): Promise<void> {
  const entry = { action: 'place.secrets-rotated', target: null, details: { what } } as const;
  await createAudit({ storage, now: Date.now }).note(entry, { userId: null });
}
