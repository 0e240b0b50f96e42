import { isAtLeast, type PlaceRole, placeRoles } from '@confab/protocol/place-role';
import { usernamePattern, limits } from '@confab/protocol/limits';
import { giveAccount, readRole } from '../accounts/index.ts';
import { createAudit } from '../audit/index.ts';
import type { AuditAction, AuditDetails } from '@confab/protocol';
import { isUniqueViolation, type Storage } from '../storage/index.ts';
import { openExisting, openOrMake, parsePlace } from './place.ts';
import { UsageError } from './usage.ts';

export interface UserOptions {
  place: string;
  username: string;
  say: (line: string) => void;
}

/** `confab user create`: an account with a password that holds until its person has chosen their own. */
export async function createUserCommand({
  place,
  username,
  role,
  say,
}: UserOptions & { role: string | undefined }): Promise<void> {
  const name = plainName(username);
  if (!usernamePattern.test(name) || name.length < limits.usernameMin || name.length > limits.usernameMax) {
    throw new UsageError(
      `A username has ${limits.usernameMin} to ${limits.usernameMax} letters, digits, ".", "_" or "-".`,
    );
  }
  const wanted = parseRole(role ?? 'member');
  // A place that was never started is made: its first account may be made like this.
  const storage = await openOrMake(parsePlace(place));
  try {
    const account = { username: name, displayName: name, role: wanted, restricted: 'password' } as const;
    const given = { at: Date.now(), by: { userId: null }, mayBeFirst: true };
    const made = await giveAccount(storage, account, given).catch((error: unknown) => {
      if (isUniqueViolation(error, 'users.username'))
        throw new UsageError(`There is somebody called @${name} already.`);
      throw error;
    });
    say(
      `@${name} is ${made.isFirst ? 'the first here, and so the owner' : wanted}. They log in with this password, and then choose their own:`,
    );
    say(made.password);
  } finally {
    await storage.close();
  }
}

/** `confab user role`: what somebody is in the place. The last owner stays one. */
export async function userRoleCommand({ place, username, role, say }: UserOptions & { role: string }): Promise<void> {
  const wanted = parseRole(role);
  await withUser({ place, username }, async (storage, user) => {
    if (user.role === 'owner' && wanted !== 'owner') await keepAnOwner(storage, user.id);
    await storage.db.updateTable('users').set({ role: wanted }).where('id', '=', user.id).execute();
    if (user.role !== wanted) await note(storage, 'person.role-changed', user.id, { from: user.role, to: wanted });
    say(`@${user.name} is ${wanted}.`);
  });
}

/** `confab user deactivate`: out by every credential, and with `undo` in again. */
export async function deactivateCommand({
  place,
  username,
  undo,
  say,
}: UserOptions & { undo: boolean }): Promise<void> {
  await withUser({ place, username }, async (storage, user) => {
    if (!undo && user.role === 'owner') await keepAnOwner(storage, user.id);
    const deactivatedAt = undo ? null : Date.now();
    await storage.db.updateTable('users').set({ deactivated_at: deactivatedAt }).where('id', '=', user.id).execute();
    await note(storage, undo ? 'account.reactivated' : 'account.deactivated', user.id);
    say(
      `@${user.name} is ${undo ? 'active again' : 'deactivated: they can’t log in, and nothing that they have opens anything'}.`,
    );
  });
}

interface KnownUser {
  id: string;
  name: string;
  role: PlaceRole;
}

async function withUser(
  { place, username }: Pick<UserOptions, 'place' | 'username'>,
  work: (storage: Storage, user: KnownUser) => Promise<void>,
): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  try {
    const name = plainName(username);
    const row = await storage.db
      .selectFrom('users')
      .select(['id', 'display_username', 'role'])
      .where('username', '=', name.toLowerCase())
      // Of who was deleted the row is left, and the name perhaps: nobody comes back to it.
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new UsageError(`There is nobody called @${name} here.`);
    await work(storage, { id: row.id, name: row.display_username, role: readRole(row.role) });
  } finally {
    await storage.close();
  }
}

async function keepAnOwner({ db }: Storage, userId: string): Promise<void> {
  const other = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .where('waiting_since', 'is', null)
    .where('deleted_at', 'is', null)
    .where((it) => it.or([it('banned_until', 'is', null), it('banned_until', '<=', Date.now())]))
    .where('id', '!=', userId)
    .executeTakeFirst();
  if (!other) throw new UsageError('They are the only owner who can log in. Make somebody else an owner first.');
}

export function parseRole(text: string): PlaceRole {
  const role = placeRoles.find((known) => known === text);
  if (role && isAtLeast(role, 'guest')) return role;
  throw new UsageError(`--role is one of ${placeRoles.join(', ')}.`);
}

async function note(storage: Storage, action: AuditAction, id: string, details: AuditDetails = {}): Promise<void> {
  const deed = { action, target: { kind: 'person', id }, details };
  await createAudit({ storage, now: Date.now }).note(deed, { userId: null });
}

function plainName(username: string): string {
  return username.replace(/^@/, '');
}
