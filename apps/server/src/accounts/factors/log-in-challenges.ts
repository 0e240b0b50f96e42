import { createHash, randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { FactorDb, FactorTables } from './factor-tables.ts';
import type { ProviderSession } from './first-factor.ts';

export type LogInChallenge = Selectable<FactorTables['log_in_challenges']>;

const lifeMs = 10 * 60_000;
const triesMax = 5;

export interface BegunLogIn {
  userId: string;
  method: string;
  passwordHash: string;
  begunAt: ProviderSession | null;
}

/** What stands between the first factor and the second. Only a hash is kept: reading it finishes nothing. */
export async function makeChallenge(
  db: FactorDb,
  { userId, method, passwordHash, begunAt }: BegunLogIn,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = now + lifeMs;
  await db
    .insertInto('log_in_challenges')
    .values({
      token_hash: hashOf(token),
      user_id: userId,
      method,
      password_hash: passwordHash,
      begun_at: begunAt === null ? '' : JSON.stringify(begunAt),
      tries: 0,
      expires_at: expiresAt,
    })
    .execute();
  return { token, expiresAt };
}

/** Null where it is over. */
export async function findChallenge(db: FactorDb, token: string, now: number): Promise<LogInChallenge | null> {
  const row = db.selectFrom('log_in_challenges').selectAll().where('token_hash', '=', hashOf(token));
  return (await row.where('expires_at', '>', now).where('tries', '<', triesMax).executeTakeFirst()) ?? null;
}

/** As `makeChallenge` wrote it. */
export function begunAtOf({ begun_at: json }: Pick<LogInChallenge, 'begun_at'>): ProviderSession | null {
  return json === '' ? null : (JSON.parse(json) as ProviderSession);
}

/** Counted before it is tried, so that many at once are no way round. False where it is over. */
export async function countTry(db: FactorDb, token: string, now: number): Promise<boolean> {
  const counted = await db
    .updateTable('log_in_challenges')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .where('tries', '<', triesMax)
    .executeTakeFirst();
  return counted.numUpdatedRows > 0n;
}

/** Of two that finish it together, one gets true. */
export async function takeChallenge(db: FactorDb, token: string): Promise<boolean> {
  const taken = await db.deleteFrom('log_in_challenges').where('token_hash', '=', hashOf(token)).executeTakeFirst();
  return taken.numDeletedRows > 0n;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
