import type { Transaction } from 'kysely';
import type { Database, Storage } from '../../storage/index.ts';
import { ApiError, type Caller } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { type FactorTables, factorTables } from './factor-tables.ts';
import { isAny, readFactors } from './read-factors.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';

export type FactorTransaction = Transaction<Database & FactorTables>;

export interface AddedFactor<Made> {
  made: Made;
  /** Null where there were some already. */
  recoveryCodes: string[] | null;
}

/**
 * Adds one, and recovery codes where there are none. The first ends all other sessions of the person: none of them showed it.
 */
export async function addFactor<Made>(
  context: AccountsContext,
  caller: Caller,
  add: (transaction: FactorTransaction) => Promise<Made>,
): Promise<AddedFactor<Made>> {
  const { factors, now, sessions } = context;
  const { userId, sessionId } = caller;
  const { isFirst, ...added } = await factors.db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, userId);
    const before = await readFactors(transaction, userId);
    const made = await add(transaction);
    const recoveryCodes = before.recoveryCodesLeft > 0 ? null : await replaceCodes(transaction, userId);
    const hadNone = !isAny(before);
    if (hadNone) {
      const shown = { second_factor_at: now() };
      await transaction.updateTable('sessions').set(shown).where('id', '=', sessionId).execute();
      await transaction.deleteFrom('log_in_challenges').where('user_id', '=', userId).execute();
    }
    return { isFirst: hadNone, made, recoveryCodes };
  });
  if (isFirst) {
    await sessions.end(userId, { allBut: sessionId });
    sessions.changed(userId);
  }
  return added;
}

/** Removes one. With the last one go the recovery codes, and no session has shown any more that there was one. */
export async function removeFactor(
  { factors, sessions }: AccountsContext,
  { userId, isRequired }: { userId: string; isRequired: boolean },
  remove: (transaction: FactorTransaction) => Promise<void>,
): Promise<void> {
  const wasLast = await factors.db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, userId);
    await remove(transaction);
    if (isAny(await readFactors(transaction, userId))) return false;
    if (isRequired) {
      throw new ApiError(
        'last-second-factor',
        'Your role needs a second factor. Set up another one, then remove this one.',
      );
    }
    await transaction.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
    await transaction.updateTable('sessions').set({ second_factor_at: null }).where('user_id', '=', userId).execute();
    return true;
  });
  if (wasLast) sessions.changed(userId);
}

export async function replaceCodes(transaction: FactorTransaction, userId: string): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await transaction.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  await transaction
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ user_id: userId, code_hash: hashRecoveryCode(code) })))
    .execute();
  return codes;
}

/** Whoever changes what one person logs in with waits for whoever does so already: none is counted by two at once. */
export async function takeTurn(transaction: FactorTransaction, userId: string): Promise<void> {
  await transaction
    .updateTable('users')
    .set((person) => ({ id: person.ref('id') }))
    .where('id', '=', userId)
    .execute();
}

/**
 * As after a phone was lost: the person logs in with their password alone, and nothing that was begun goes on. Whoever calls it ends
 * their sessions. False where there was none.
 */
export async function takeFactorsAway(transaction: FactorTransaction, userId: string): Promise<boolean> {
  await takeTurn(transaction, userId);
  const had = isAny(await readFactors(transaction, userId));
  for (const table of ['totp_secrets', 'passkeys', 'recovery_codes', 'log_in_challenges'] as const) {
    await transaction.deleteFrom(table).where('user_id', '=', userId).execute();
  }
  return had;
}

export async function takeSecondFactorAway(db: Storage['db'], userId: string): Promise<boolean> {
  return await factorTables(db)
    .transaction()
    .execute((transaction) => takeFactorsAway(transaction, userId));
}
