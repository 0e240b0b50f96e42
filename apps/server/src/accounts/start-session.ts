import type { SignedIn } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import type { Storage } from '../storage/index.ts';
import type { AccountsContext } from './accounts-context.ts';

export interface StartedSession {
  sessionId: string;
  signedIn: SignedIn;
}

const userAgentMax = 256;

const refusals = {
  deactivated: {
    code: 'account-deactivated',
    detail: 'This account is deactivated. An admin of this place can activate it again.',
  },
  unconfirmed: {
    code: 'awaiting-confirmation',
    detail: 'Open the link in the mail that was sent to your address, then log in.',
  },
  waiting: { code: 'awaiting-approval', detail: 'You asked to come in. You can log in once you are let in.' },
} as const;

function refusalOf(why: keyof typeof refusals): ApiError {
  return new ApiError(refusals[why].code, refusals[why].detail);
}

/** Only to whoever showed that it is their account: it is the last thing on every way of logging in. */
async function refuseOutsiders(context: AccountsContext, userId: string): Promise<void> {
  const { storage, now } = context;
  const person = await storage.db
    .selectFrom('users')
    .select(['deactivated_at', 'waiting_since', 'banned_until', 'deleted_at', 'email_verified'])
    .where('id', '=', userId)
    .executeTakeFirst();
  // Whoever comes once more by what was theirs before is nobody here, whichever way it is.
  if (!person || person.deleted_at !== null) throw new ApiError('unauthenticated', 'This account is gone.');
  if (person.deactivated_at !== null) throw refusalOf('deactivated');
  if (person.waiting_since !== null) throw await whyWaiting(context, userId, Boolean(person.email_verified));
  if (person.banned_until !== null && person.banned_until > now()) throw await banOf(storage, userId);
}

async function whyWaiting(
  { arrivals, place }: AccountsContext,
  userId: string,
  isConfirmed: boolean,
): Promise<ApiError> {
  if (isConfirmed || arrivals.askToConfirm === null || place.settings().joining !== 'domain')
    return refusalOf('waiting');
  // Perhaps the mail was lost: another one, as often as they may ask for one.
  await arrivals.askToConfirm(userId).catch(() => undefined);
  return refusalOf('unconfirmed');
}

/** Why, and until when. */
async function banOf({ db }: Pick<Storage, 'db'>, userId: string): Promise<ApiError> {
  const ban = await db
    .$extendTables<{ restrictions: BanRow }>()
    .selectFrom('restrictions')
    .select(['reason', 'until_at'])
    .where('user_id', '=', userId)
    .where('kind', '=', 'ban')
    .where('lifted_at', '=', 0)
    .orderBy('at', 'desc')
    .executeTakeFirst();
  const until = ban && ban.until_at > 0 ? ` until ${minuteOf(ban.until_at)}` : '';
  return new ApiError('banned', `You are banned${until}: ${ban?.reason ?? 'no reason was given.'}`);
}

/** In words that need no time zone. */
function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

interface BanRow {
  user_id: string;
  kind: string;
  reason: string;
  at: number;
  until_at: number;
  lifted_at: number;
}

/** Always a session of its own: one that was there before could be known to somebody else. */
export async function startSession(
  context: AccountsContext,
  userId: string,
  userAgent: string | undefined,
  /** The network address that it is started from. */
  address = '',
): Promise<StartedSession> {
  await refuseOutsiders(context, userId);
  const { internalAdapter } = await (await context.library()).$context;
  const { id, token } = await internalAdapter.createSession(userId, false, {
    userAgent: userAgent?.slice(0, userAgentMax) ?? '',
    ipAddress: address,
  });
  return { sessionId: id, signedIn: { user: await context.profiles.ownUser(userId), token } };
}
