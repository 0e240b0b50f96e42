import { createHash } from 'node:crypto';
import type { LogInStep, SecondFactor } from '@confab/protocol';
import type { FastifyRequest } from 'fastify';
import type { AccountsContext } from '../accounts-context.ts';
import { type BegunLogIn, findChallenge, makeChallenge } from './log-in-challenges.ts';
import { requestPasskey } from './passkey-request.ts';
import { readFactors } from './read-factors.ts';
import { relyingPartyOf } from './relying-party.ts';
import { type Exchange, readStepCookie, setStepCookie } from './step-cookie.ts';

/** The first factor was right: keeps who it is, and says what is left to do. */
export async function beginStep(context: AccountsContext, exchange: Exchange, begun: BegunLogIn): Promise<LogInStep> {
  const { factors, config, now } = context;
  const { token, expiresAt } = await makeChallenge(factors.db, begun, now());
  setStepCookie(config, exchange, token, Math.floor((expiresAt - now()) / 1_000));
  return await describeStep(context, exchange.request, { token, userId: begun.userId, expiresAt });
}

/** Of the log-in that this browser began; null where it is over. */
export async function readStep(context: AccountsContext, request: FastifyRequest): Promise<LogInStep | null> {
  const { factors, config, now } = context;
  const token = readStepCookie(config, request);
  const found = token === null ? null : await findChallenge(factors.db, token, now());
  if (token === null || found === null) return null;
  return await describeStep(context, request, { token, userId: found.user_id, expiresAt: found.expires_at });
}

async function describeStep(
  { factors, config }: AccountsContext,
  request: FastifyRequest,
  { token, userId, expiresAt }: { token: string; userId: string; expiresAt: number },
): Promise<LogInStep> {
  const { hasTotp, passkeys, recoveryCodesLeft } = await readFactors(factors.db, userId);
  const party = relyingPartyOf(config, request.headers);
  const usable = passkeys.filter(({ rp_id: id }) => id === party?.id);
  const methods: SecondFactor[] = [
    ...(hasTotp ? (['totp'] as const) : []),
    ...(usable.length > 0 ? (['passkey'] as const) : []),
    ...(recoveryCodesLeft > 0 ? (['recovery-code'] as const) : []),
  ];
  return {
    challenge: token,
    expiresAt: new Date(expiresAt).toISOString(),
    methods,
    ...(party &&
      usable.length > 0 && {
        passkey: requestPasskey(party, { challenge: stepChallenge(token), passkeys: usable }),
      }),
  };
}

/** What a passkey signs for this log-in: who knows it does not know the log-in's own. */
export function stepChallenge(token: string): string {
  return createHash('sha256').update(`confab passkey step ${token}`).digest('base64url');
}
