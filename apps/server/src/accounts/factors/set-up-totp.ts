import type { Proof } from '@confab/protocol';
import { ApiError, type Caller } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { addFactor, removeFactor, replaceCodes, takeTurn } from './change-factors.ts';
import { provePerson } from './prove-person.ts';
import { hasSecondFactor } from './read-factors.ts';
import { limitCodes } from './step-limits.ts';
import { findStep, makeTotpSecret, toBase32, totpUri } from './totp.ts';
import { openSecret, wrongCode } from './totp-secrets.ts';

/** Somebody looks for their phone. */
const setUpMs = 3_600_000;

/** Nothing asks for it before it was confirmed. */
export async function startTotp(
  context: AccountsContext,
  caller: Caller,
  { proof, issuer }: { proof: Proof; issuer: string },
): Promise<{ secret: string; uri: string }> {
  await provePerson(context, caller, proof);
  const { factors, profiles, now } = context;
  const { userId } = caller;
  const { username } = await profiles.ownUser(userId);
  const secret = makeTotpSecret();
  const begun = { secret: factors.sealed.seal(secret, userId), last_step: 0, made_at: now() };
  await factors.db
    .insertInto('totp_secrets')
    .values({ user_id: userId, is_confirmed: 0, ...begun })
    .onConflict((conflict) => conflict.columns(['user_id', 'is_confirmed']).doUpdateSet(begun))
    .execute();
  return { secret: toBase32(secret), uri: totpUri(secret, { issuer, account: username }) };
}

/** The device shows the right codes: from here on they are asked for, in the place of those of before. */
export async function confirmTotp(context: AccountsContext, caller: Caller, code: string): Promise<string[] | null> {
  const { rates } = context;
  const { userId } = caller;
  const step = await limitCodes(rates, { userId, device: 'sets up' }, () => findNewStep(context, userId, code));
  const { recoveryCodes } = await addFactor(context, caller, async (transaction) => {
    await transaction.deleteFrom('totp_secrets').where('user_id', '=', userId).where('is_confirmed', '=', 1).execute();
    const confirmed = await transaction
      .updateTable('totp_secrets')
      .set({ is_confirmed: 1, last_step: step.number })
      .where('user_id', '=', userId)
      .where('is_confirmed', '=', 0)
      .where('secret', '=', step.secret)
      .executeTakeFirst();
    if (confirmed.numUpdatedRows === 0n) throw notBegun();
  });
  return recoveryCodes;
}

async function findNewStep(
  context: AccountsContext,
  userId: string,
  code: string,
): Promise<{ number: number; secret: string }> {
  const { factors, now } = context;
  const begun = await factors.db
    .selectFrom('totp_secrets')
    .select('secret')
    .where('user_id', '=', userId)
    .where('is_confirmed', '=', 0)
    .where('made_at', '>', now() - setUpMs)
    .executeTakeFirst();
  if (!begun) throw notBegun();
  const number = findStep(openSecret(context, userId, begun.secret), code, now());
  if (number === null) throw wrongCode();
  return { number, secret: begun.secret };
}

function notBegun(): ApiError {
  return new ApiError('not-found', 'Nothing waits to be confirmed. Begin to set up the app again.');
}

export async function removeTotp(
  context: AccountsContext,
  caller: Caller,
  { proof, isRequired }: { proof: Proof; isRequired: boolean },
): Promise<void> {
  await provePerson(context, caller, proof);
  const { userId } = caller;
  await removeFactor(context, { userId, isRequired }, async (transaction) => {
    const removed = await transaction
      .deleteFrom('totp_secrets')
      .where('user_id', '=', userId)
      .returning('is_confirmed')
      .execute();
    if (!removed.some(({ is_confirmed: isConfirmed }) => isConfirmed === 1)) {
      throw new ApiError('not-found', 'There is no app whose codes are asked for.');
    }
  });
}

export async function makeNewCodes(context: AccountsContext, caller: Caller, proof: Proof): Promise<string[]> {
  await provePerson(context, caller, proof);
  const { userId } = caller;
  return await context.factors.db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, userId);
    if (!(await hasSecondFactor(transaction, userId))) {
      throw new ApiError('not-found', 'Recovery codes stand in for a second factor. Set one up first.');
    }
    return await replaceCodes(transaction, userId);
  });
}
