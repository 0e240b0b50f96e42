import type { SecondStepBody, SignedIn } from '@confab/protocol';
import { ApiError } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { readDeviceCookie } from '../device-cookie.ts';
import { logInNow, logInOver } from './finish-log-in.ts';
import { begunAtOf, countTry, findChallenge, takeChallenge } from './log-in-challenges.ts';
import { stepChallenge } from './log-in-step.ts';
import { verifyAssertion } from './passkey-ceremony.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { clearStepCookie, type Exchange, readStepCookie } from './step-cookie.ts';
import { limitCodes } from './step-limits.ts';
import { checkTotp } from './totp-secrets.ts';

/** Logs in whoever showed the first factor before, and shows the second now. */
export async function finishSecondStep(
  context: AccountsContext,
  exchange: Exchange,
  body: SecondStepBody,
): Promise<SignedIn> {
  const { config, factors, rates, now } = context;
  const token = body.challenge ?? readStepCookie(config, exchange.request);
  const begun = token === null ? null : await findChallenge(factors.db, token, now());
  if (token === null || begun === null) throw logInOver();
  const userId = begun.user_id;
  const device = context.devices.find(readDeviceCookie(context, exchange.request), userId);
  await limitCodes(rates, { userId, device }, async () => {
    if (!(await countTry(factors.db, token, now()))) throw logInOver();
    await prove(context, exchange, { userId, token, body });
  });
  if (!(await takeChallenge(factors.db, token))) throw logInOver();
  clearStepCookie(config, exchange);
  const { method, password_hash: passwordHash } = begun;
  const shown = { userId, method, passwordHash, begunAt: begunAtOf(begun), hasShownBoth: true };
  return (await logInNow(context, exchange, shown)).signedIn;
}

async function prove(
  context: AccountsContext,
  { request }: Exchange,
  { userId, token, body }: { userId: string; token: string; body: SecondStepBody },
): Promise<void> {
  if (body.passkey) {
    const wanted = stepChallenge(token);
    const isRight = (challenge: string): boolean => challenge === wanted;
    await verifyAssertion(context, request.headers, { assertion: body.passkey, userId, isRight, mustVerify: false });
  } else if (body.code !== undefined) {
    await checkTotp(context, userId, body.code);
  } else if (!(await useRecoveryCode(context, userId, body.recoveryCode ?? ''))) {
    throw new ApiError('wrong-code', 'That is none of your recovery codes that are left.');
  }
}

/** Deleting is what makes it single use: of two that come together, one gets the row. */
async function useRecoveryCode({ factors }: AccountsContext, userId: string, typed: string): Promise<boolean> {
  const used = await factors.db
    .deleteFrom('recovery_codes')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hashRecoveryCode(typed))
    .executeTakeFirst();
  return used.numDeletedRows > 0n;
}
