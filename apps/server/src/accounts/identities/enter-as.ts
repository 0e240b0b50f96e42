import { ApiError } from '../../http/index.ts';
import { isAllowed, roleOf, type SignInRules } from '../../config/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { findIdentity, findOwner, identityTables, keepIdentity } from './find-identity.ts';
import type { Identity, KnownIdentity } from './identity.ts';
import { makeAccountFor } from './make-account-for.ts';
import { hasOtherWay } from './takes-password.ts';
import { noteByServer } from './note-by-server.ts';

/**
 * Whose account somebody has for whom another vouches: the one that they had before, the one with their address where that was
 * shown to be theirs here as well, or a new one. Throws where they may not come in. Roles follow the groups that they are in now.
 */
export async function enterAs(context: AccountsContext, identity: Identity, rules: SignInRules): Promise<string> {
  const known = await findIdentity(context, identity);
  if (!isAllowed(identity.groups, rules)) {
    // Whoever is found to be out is out with all that they have open.
    if (known) await context.sessions.end(known.userId, { allBut: '' });
    throw new ApiError('not-in-group', 'You are in no group that may come in here. Ask whoever runs this place.');
  }
  const userId = known?.userId ?? (await join(context, identity, rules));
  if (known) await bringBack(context, known);
  await followGroups(context, userId, { groups: identity.groups, rules });
  return userId;
}

/** From now on they log in by it. Throws `identity-taken` where another account does, or theirs by another one of that provider. */
export async function connect(
  context: AccountsContext,
  userId: string,
  { identity, rules }: { identity: Identity; rules: SignInRules },
): Promise<void> {
  if (!isAllowed(identity.groups, rules)) {
    throw new ApiError('not-in-group', 'You are in no group that may come in here. Ask whoever runs this place.');
  }
  const known = await findIdentity(context, identity);
  if (known?.userId === userId) return;
  if (known || (await hasAnother(context, userId, identity.provider))) throw taken();
  await keepOnce(context, userId, identity);
  if ((await findIdentity(context, identity))?.userId !== userId) throw taken();
}

/** From now on they do not log in by it. Refuses what would leave them no way in. */
export async function disconnect(context: AccountsContext, userId: string, provider: string): Promise<void> {
  const { db } = context.storage;
  if (!(await hasAnother(context, userId, provider))) return;
  if (!(await hasOtherWay(db, userId, provider))) {
    throw new ApiError('forbidden', 'You have no password here: this is how you log in.');
  }
  const own = identityTables(context).deleteFrom('identities').where('user_id', '=', userId);
  await own.where('provider', '=', provider).execute();
}

/** Somebody else may have been first. */
async function keepOnce(context: AccountsContext, userId: string, identity: Identity): Promise<void> {
  try {
    await keepIdentity(context.storage.db, identity, { userId, at: context.now() });
  } catch (error) {
    if (!(await findIdentity(context, identity))) throw error;
  }
}

function taken(): ApiError {
  return new ApiError('identity-taken', 'That one is connected with another account, or yours with another one there.');
}

async function join(context: AccountsContext, identity: Identity, rules: SignInRules): Promise<string> {
  const owner = identity.address === null ? null : await findOwner(context, identity.address);
  if (owner !== null && !(await hasAnother(context, owner, identity.provider))) {
    await keepOnce(context, owner, identity);
  } else {
    // An address that another one here has shown to be theirs stays theirs.
    await makeAccountFor(context, owner === null ? identity : { ...identity, address: null }, rules);
  }
  // Of two log-ins at once one was first: both are in the account that it found or made.
  const known = await findIdentity(context, identity);
  if (!known) throw new Error('an identity is gone that was kept a moment ago');
  return known.userId;
}

/** An address is given away again, to another person: that one gets nothing of whoever had it before. */
export async function hasAnother(context: AccountsContext, userId: string, provider: string): Promise<boolean> {
  const row = await identityTables(context)
    .selectFrom('identities')
    .select('subject')
    .where('user_id', '=', userId)
    .where('provider', '=', provider)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who was out because the directory did not know them, and for no other reason, is in again. */
export async function bringBack(context: Pick<AccountsContext, 'storage' | 'now' | 'sessions'>, known: KnownIdentity) {
  const { provider, subject, userId, goneAt } = known;
  const at = context.now();
  const seen = identityTables(context)
    .updateTable('identities')
    .set({ seen_at: at, gone_at: 0 })
    .where('provider', '=', provider)
    .where('subject', '=', subject);
  if (goneAt === 0) {
    await seen.execute();
    return;
  }
  await context.storage.db.transaction().execute(async (transaction) => {
    await transaction.executeQuery(seen);
    const { numUpdatedRows } = await transaction
      .updateTable('users')
      .set({ deactivated_at: null })
      .where('id', '=', userId)
      .where('deactivated_at', '=', goneAt)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await noteByServer(transaction, { action: 'account.reactivated', userId, at, details: { provider } });
  });
  context.sessions.changed(userId);
}

/** An owner stays one, whatever the groups say: the place never loses its last one so. */
export async function followGroups(
  { storage, now, sessions }: Pick<AccountsContext, 'storage' | 'now' | 'sessions'>,
  userId: string,
  { groups, rules }: { groups: readonly string[]; rules: SignInRules },
): Promise<void> {
  const to = roleOf(groups, rules);
  if (to === null) return;
  const is = await storage.db.selectFrom('users').select('role').where('id', '=', userId).executeTakeFirst();
  if (!is || is.role === 'owner' || is.role === to) return;
  const from = is.role;
  const isChanged = await storage.db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('users')
      .set({ role: to })
      .where('id', '=', userId)
      // Whoever changes it in this very moment decides, until they log in the next time or the directory is looked at.
      .where('role', '=', from)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    const details = { from, to, because: 'groups' };
    await noteByServer(transaction, { action: 'person.role-changed', userId, at: now(), details });
    return true;
  });
  if (isChanged) sessions.changed(userId);
}
