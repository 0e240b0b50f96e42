import type { Selectable } from 'kysely';
import type { Storage } from '../../storage/index.ts';
import { type FactorDb, type FactorTables, factorTables } from './factor-tables.ts';

export type PasskeyRow = Selectable<FactorTables['passkeys']>;

export interface Factors {
  hasTotp: boolean;
  /** The newest first. */
  passkeys: PasskeyRow[];
  recoveryCodesLeft: number;
}

export async function readFactors(db: FactorDb, userId: string): Promise<Factors> {
  const [hasTotp, passkeys, codes] = await Promise.all([
    readHasTotp(db, userId),
    db
      .selectFrom('passkeys')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('made_at', 'desc')
      .orderBy('id')
      .execute(),
    db.selectFrom('recovery_codes').select('code_hash').where('user_id', '=', userId).execute(),
  ]);
  return { hasTotp, passkeys, recoveryCodesLeft: codes.length };
}

/** Recovery codes are none by themselves: they stand in for one that is lost. */
export function isAny({ hasTotp, passkeys }: Pick<Factors, 'hasTotp' | 'passkeys'>): boolean {
  return hasTotp || passkeys.length > 0;
}

/** A log-in asks for one. */
export async function hasSecondFactor(db: FactorDb, userId: string): Promise<boolean> {
  if (await readHasTotp(db, userId)) return true;
  const passkey = db.selectFrom('passkeys').select('id').where('user_id', '=', userId).limit(1);
  return (await passkey.executeTakeFirst()) !== undefined;
}

async function readHasTotp(db: FactorDb, userId: string): Promise<boolean> {
  const row = db
    .selectFrom('totp_secrets')
    .select('made_at')
    .where('user_id', '=', userId)
    .where('is_confirmed', '=', 1);
  return (await row.executeTakeFirst()) !== undefined;
}

/** The same for who has only the storage. */
export async function hasSetUpFactor({ db }: Pick<Storage, 'db'>, userId: string): Promise<boolean> {
  return await hasSecondFactor(factorTables(db), userId);
}
