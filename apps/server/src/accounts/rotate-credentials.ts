import type { Storage } from '../storage/index.ts';

type Db = Storage['db'];

/** Keys of JWTs that somebody else may have: they end, and all JWTs with them. A new one is made when it is needed. No server may run. */
export async function rotateJwtKeys(db: Db): Promise<void> {
  await db.deleteFrom('jwks').execute();
}

/** Ends all sessions of everybody, with what belongs to them. No server may run. Answers how many there were. */
export async function endAllSessions(db: Db): Promise<number> {
  const [ended] = await db.deleteFrom('sessions').execute();
  await db.deleteFrom('ws_tickets').execute();
  return Number(ended?.numDeletedRows ?? 0);
}
