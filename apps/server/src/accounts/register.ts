import type { RegisterBody, SignedIn } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { isUniqueViolation } from '../storage/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { findGood, type InvitationJudge, type KnownInvitation, roleOf } from '../place/index.ts';
import { admit, goneInvitation } from './admit.ts';
import { createAccount } from './create-account.ts';
import { limitEmailTaken } from './log-in-limits.ts';
import { hashPassword } from './password-hash.ts';
import { findPasswordFault } from './password-strength.ts';
import { visibleEmail } from './placeholder-email.ts';
import { startSession } from './start-session.ts';

export interface Registration {
  body: RegisterBody;
  userAgent: string | undefined;
  /** The network address that it comes from. */
  address: string;
}

/** Makes the account and logs in. Of several that want one name at once, one gets it. */
export async function register(
  context: AccountsContext,
  { body, userAgent, address }: Registration,
): Promise<SignedIn> {
  const email = body.email?.toLowerCase();
  const mayBeFirst = await context.isEmpty();
  const invitation = await findInvitation(context, body.invitation);
  const hasMail = context.arrivals.askToConfirm !== null;
  const invitedTo = invitation && roleOf(invitation);
  const admission = admit(context.place.settings(), { email, mayBeFirst, invitedTo, hasMail });
  refuseBadFields(body, email);
  context.arrivals.requireSayable?.([body.username, body.displayName ?? '']);
  const wanted = { username: body.username.toLowerCase(), email: email ?? null };
  const refuseWhatIsTaken = (): Promise<void> =>
    email === undefined
      ? refuseTaken(context, wanted)
      : limitEmailTaken(context.rates, address, () => refuseTaken(context, wanted));
  await refuseWhatIsTaken();
  // Before the transaction: it holds the database's one writer.
  const password = await hashPassword(body.password);
  const account = {
    username: body.username,
    displayName: body.displayName ?? body.username,
    email: email ?? null,
    password,
    ...admission,
    invitation: invitation && { id: invitation.id, mayInvite: mayInvite(context) },
  };
  const { userId } = await createAccount(context.storage, account, { at: context.now(), mayBeFirst }).catch(
    async (error: unknown) => {
      if (isUniqueViolation(error, 'users.username') || isUniqueViolation(error, 'users.email')) {
        await refuseWhatIsTaken();
      }
      throw error;
    },
  );
  await context.audit.note(
    {
      action: 'account.registered',
      target: { kind: 'person', id: userId },
      details: { invitation: invitation?.id ?? null },
    },
    { userId, address },
  );
  await arrive(context, userId, invitation);
  // Refuses, where the account waits, and says so; mails them a link where that is all that they wait for.
  return (await startSession(context, userId, userAgent, address)).signedIn;
}

async function findInvitation(
  context: AccountsContext,
  token: string | undefined,
): Promise<KnownInvitation | undefined> {
  if (token === undefined) return undefined;
  const invitation = await findGood(context.storage.db, token, { now: context.now(), mayInvite: mayInvite(context) });
  if (!invitation) throw goneInvitation();
  return invitation;
}

function mayInvite({ place }: Pick<AccountsContext, 'place'>): InvitationJudge['mayInvite'] {
  return (role) => place.permits(role, 'invite-people');
}

/** The account is there: what can't be done now keeps nobody out. */
async function arrive(
  { arrivals, onError }: AccountsContext,
  userId: string,
  invitation: KnownInvitation | undefined,
): Promise<void> {
  try {
    const { chat_id: chatId, made_by: invitedBy } = invitation ?? {};
    if (chatId && invitedBy !== undefined) await arrivals.land?.({ chatId, userId, invitedBy });
  } catch (error) {
    onError(error);
  }
}

function refuseBadFields({ username, password }: RegisterBody, email: string | undefined): void {
  const fault = findPasswordFault(password, { username, email });
  const errors = [
    ...(fault === null ? [] : [{ path: 'password', message: fault }]),
    ...(email !== undefined && visibleEmail(email) === null
      ? [{ path: 'email', message: 'not an e-mail address' }]
      : []),
  ];
  if (errors.length > 0) throw new ApiError('invalid-request', 'Correct the fields that `errors` names.', { errors });
}

async function refuseTaken(
  { storage }: AccountsContext,
  wanted: { username: string; email: string | null },
): Promise<void> {
  const rows = await storage.db
    .selectFrom('users')
    .select('username')
    .where((where) => where.or([where('username', '=', wanted.username), where('email', '=', wanted.email ?? '')]))
    .execute();
  if (rows.some(({ username }) => username === wanted.username)) {
    throw new ApiError('username-taken', 'Somebody has that username. Choose another one.');
  }
  if (rows.length > 0) throw new ApiError('email-taken', 'There is an account with that address. Log in instead.');
}
