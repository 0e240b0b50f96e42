import { ApiError } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { findStep } from './totp.ts';

/** Throws where it is none of this person's codes around now, or was used already. */
export async function checkTotp(context: AccountsContext, userId: string, code: string): Promise<void> {
  const { factors, now } = context;
  const row = await factors.db
    .selectFrom('totp_secrets')
    .select('secret')
    .where('user_id', '=', userId)
    .where('is_confirmed', '=', 1)
    .executeTakeFirst();
  if (!row) throw wrongCode();
  const step = findStep(openSecret(context, userId, row.secret), code, now());
  if (step === null) throw wrongCode();
  // Of two that come with one code together, one is taken.
  const taken = await factors.db
    .updateTable('totp_secrets')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('is_confirmed', '=', 1)
    .where('last_step', '<', step)
    .executeTakeFirst();
  if (taken.numUpdatedRows === 0n) {
    throw new ApiError('wrong-code', 'That code was used already. Wait for the next one.');
  }
}

export function openSecret({ factors }: Pick<AccountsContext, 'factors'>, userId: string, sealed: string): Buffer {
  const secret = factors.sealed.open(sealed, userId);
  if (secret) return secret;
  throw new ApiError(
    'forbidden',
    'The server has another secret than when these codes were set up, and can’t check them. Use a recovery code or a passkey, or ask an admin.',
  );
}

export function wrongCode(): ApiError {
  return new ApiError(
    'wrong-code',
    'That code is not the one that the app shows now. Is the clock of the device right?',
  );
}
