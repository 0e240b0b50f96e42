import { createHash } from 'node:crypto';
import type { SignedIn } from '@confab/protocol';
import { addressOf, ApiError } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { countStarted } from '../log-in-limits.ts';
import { readDeviceCookie } from '../device-cookie.ts';
import { noteLogIn } from '../new-device.ts';
import { rememberSession } from '../remember-session.ts';
import { startSession } from '../start-session.ts';
import { hasSecondFactor } from './read-factors.ts';
import type { FirstFactor, LogInEnd } from './first-factor.ts';
import type { BegunLogIn } from './log-in-challenges.ts';
import { beginStep } from './log-in-step.ts';
import type { Exchange } from './step-cookie.ts';

/**
 * Where every way of logging in ends: with a session, and its cookies, or with what is left to do. Nobody gets a session past it who has
 * set up a second factor and did not show it (A2).
 */
export async function finishLogIn(context: AccountsContext, exchange: Exchange, first: FirstFactor): Promise<LogInEnd> {
  const { userId, method, begunAt = null } = first;
  const password = first.password === undefined ? await readPassword(context, userId) : first.password;
  const passwordHash = digest(password);
  await countStarted(context.rates, userId);
  const begun = { userId, method, passwordHash, begunAt };
  if (first.isBoth) return await logInNow(context, exchange, { ...begun, hasShownBoth: true });
  if (await hasSecondFactor(context.factors.db, userId)) {
    return { secondFactor: await beginStep(context, exchange, begun) };
  }
  return await logInNow(context, exchange, { ...begun, hasShownBoth: false, isFirst: first.isFirst ?? false });
}

/** For an answer in JSON: a refusal that says what is left to do, in words for clients that know of no second step. */
export function signedInOf(end: LogInEnd): SignedIn {
  if ('signedIn' in end) return end.signedIn;
  throw new ApiError(
    'second-factor-pending',
    'This account asks for a second step, a code or a passkey. Log in with an app that can do that, such as the web page.',
    { secondFactor: end.secondFactor },
  );
}

interface ShownFactors extends BegunLogIn {
  hasShownBoth: boolean;
  isFirst?: boolean;
}

/** What they showed is looked at again once the session is there: whatever ends sessions found it, or is found here. */
export async function logInNow(
  context: AccountsContext,
  exchange: Exchange,
  { userId, method, passwordHash, begunAt, hasShownBoth, isFirst = false }: ShownFactors,
): Promise<Extract<LogInEnd, { sessionId: string }>> {
  const { sessions, storage, now, factors } = context;
  const { request } = exchange;
  const address = addressOf(request);
  const userAgent = request.headers['user-agent'];
  const device = context.devices.find(readDeviceCookie(context, request), userId);
  const { sessionId, signedIn } = await startSession(context, userId, userAgent, address);
  if (hasShownBoth) {
    const shown = { second_factor_at: now() };
    await storage.db.updateTable('sessions').set(shown).where('id', '=', sessionId).execute();
  }
  const isOtherPassword = digest(await readPassword(context, userId)) !== passwordHash;
  if (isOtherPassword || (!hasShownBoth && (await hasSecondFactor(factors.db, userId)))) {
    await sessions.end(userId, { ids: [sessionId] });
    if (isOtherPassword && method === 'password' && !hasShownBoth) throw wrongPassword();
    throw logInOver();
  }
  const details = { method, secondFactor: hasShownBoth };
  await context.audit.note(
    { action: 'account.logged-in', target: { kind: 'person', id: userId }, details },
    { userId, sessionId, address },
  );
  const isNewDevice = device === null && method !== 'registered' && !isFirst;
  const agent = userAgent?.slice(0, 256) ?? null;
  await noteLogIn(context, { userId, sessionId, userAgent: agent, address, isNewDevice, begunAt });
  rememberSession(context, exchange, { token: signedIn.token, userId });
  return { sessionId, signedIn };
}

export function wrongPassword(): ApiError {
  return new ApiError('invalid-credentials', 'The name or the password is wrong.');
}

export function logInOver(): ApiError {
  return new ApiError('log-in-over', 'This log-in took too long or was tried too often. Log in from the beginning.');
}

async function readPassword({ storage }: AccountsContext, userId: string): Promise<string | null> {
  const row = await storage.db
    .selectFrom('accounts')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

function digest(password: string | null): string {
  return createHash('sha256')
    .update(password ?? '')
    .digest('base64url');
}
