import type { Afterwards } from '@confab/protocol';
import { visibleEmail } from '../accounts/placeholder-rules.ts';
import { profileChangedType, userChangedType } from '../accounts/privacy-rules.ts';
import { readSessionsAnew } from '../accounts/session-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { enqueueJobs } from '../jobs/job-rules.ts';
import { eraseMessage } from '../messages/erase-rules.ts';
import { isHeld } from '../retention/hold-rules.ts';
import { allOwners, findPerson, keepAnOwner, lookAtBoth, setDeactivated } from '../place/people-rules.ts';
import {
  appendSystem,
  chatRule,
  defineRule,
  look,
  publish,
  query,
  refuse,
  removeMember,
  type Seen,
  setRole,
  type Work,
} from '../storage/rule.ts';

/** Of the job that takes away what a deleted account leaves, by the account's id. */
export const deletionJob = 'delete-account';
/** What stands in the place of a name. Clients that know `deleted` say it in their own language. */
const nobodysName = 'Deleted person';

/** Who asks for it. */
interface Asker {
  /** The person, an admin, or null for whoever runs the server. */
  actorId: string | null;
  userId: string;
  sessionId?: string | null;
  address?: string | null;
  at: number;
}

const locksOf = ({ actorId, userId }: Asker) => ({
  persons: [...new Set([allOwners, ...(actorId === null ? [] : [actorId]), userId])].toSorted(),
});

/** Out by their own wish: an admin lets them in again. */
export const deactivateMeRule = defineRule('deactivate-me', locksOf, function* (asker: Asker): Work<void> {
  yield* leaveAnOwner(asker);
  yield* setDeactivated(asker.userId, asker.at);
  yield* noteAudit({ action: 'account.deactivated', target: personOf(asker) }, byOf(asker), asker.at);
});

export interface Deletion extends Asker {
  messages: Afterwards;
  /** Random: what the row is called where its name goes. */
  placeholder: string;
  email: string;
}

/**
 * From here on there is nobody: no session, no way to log in, nothing that they told of themselves. Answers false where the account
 * was deleted before. What takes longer is left to the job.
 */
export const beginDeletionRule = defineRule('begin-deletion', locksOf, function* (asked: Deletion): Work<boolean> {
  const { actorId, userId, messages, at } = asked;
  if (actorId !== userId) yield* lookAtBoth(asked);
  const [known] = yield* query<[deletedAt: number | null]>('select deleted_at from users where id = $1', [userId]);
  if (!known) refuse('not-found', 'There is nobody with that id.');
  if (known[0] !== null) return false;
  yield* leaveAnOwner(asked);
  yield* keepHeldName(userId);
  yield* forgetPerson(asked);
  for (const table of ['sessions', 'accounts', 'identities'])
    yield* query(`delete from ${table} where user_id = $1`, [userId]);
  yield* query('insert into account_deletions (user_id, messages, at, after) values ($1, $2, $3, $4)', [
    userId,
    messages,
    at,
    '',
  ]);
  yield* noteAudit({ action: 'account.deleted', target: personOf(asked), details: { messages } }, byOf(asked), at);
  yield* enqueueJobs([{ kind: deletionJob, key: userId, dueAt: at }]);
  yield* setDeactivated(userId, at);
  yield* readSessionsAnew(userId);
  yield* publish('nodes', { type: userChangedType, userId });
  yield* publish(`user:${userId}`, { type: profileChangedType, userId });
  return true;
});

/** The place is never without one. */
function* leaveAnOwner({ userId, at }: Asker): Work<void> {
  if ((yield* findPerson(userId))?.role === 'owner') yield* keepAnOwner(userId, at);
}

/** Whoever is held would be nobody, by a press of their own: who it was stays with the hold, for those who see that there is one. */
function* keepHeldName(userId: string): Work<void> {
  if (!(yield* isHeld('person', userId))) return;
  const [row] = yield* query<[name: string, username: string, email: string]>(
    'select name, display_username, email from users where id = $1',
    [userId],
  );
  if (!row) return;
  const [name, username, email] = row;
  const who = [name, `@${username}`, visibleEmail(email)].filter((known) => known !== null).join(', ');
  yield* query("update holds set reason = reason || $1 where kind = 'person' and id = $2", [
    ` (the account was deleted: ${who})`,
    userId,
  ]);
}

/** Who keeps their messages keeps their name, and the username with it: nobody else is to write under it. Otherwise it is free at once. */
function* forgetPerson({ userId, messages, placeholder, email, at }: Deletion): Work<void> {
  yield* query(
    `update users set deleted_at = $1, email = $2, email_verified = (1 = 0), image = null, status = null, time_zone = null,
       last_seen_at = null where id = $3`,
    [at, email, userId],
  );
  if (messages === 'keep') return;
  yield* query('update users set name = $1, search_name = $2, username = $3, display_username = $3 where id = $4', [
    nobodysName,
    nobodysName.toLowerCase(),
    placeholder,
    userId,
  ]);
}

interface Leaving {
  chatId: string;
  userId: string;
  at: number;
}

/** Leaves a group for good. One that would have no owner gets one: an admin, or who is in it for longest. */
export const leaveForGoodRule = chatRule('leave-for-good', function* ({ chatId, userId, at }: Leaving): Work<void> {
  const group = yield* look(chatId, { userIds: [userId], counts: true });
  if (!group || group.kind === 'direct' || group.roleOf(userId) === null) return;
  const name = yield* nameOf(userId);
  const heirId = yield* findHeir(group, userId);
  if (heirId !== null) {
    const event = { type: 'role-changed' as const, userId: heirId, role: 'owner' as const };
    const content = `${name} made ${yield* nameOf(heirId)} an owner`;
    yield* appendSystem({ chatId, senderId: userId, event, content, at });
    yield* setRole(chatId, heirId, 'owner');
  }
  const event = { type: 'member-left' as const, userId };
  yield* appendSystem({ chatId, senderId: userId, event, content: `${name} left`, at });
  yield* removeMember(chatId, userId);
});

function* findHeir(group: Seen, userId: string): Work<string | null> {
  const { chatId, counts } = group;
  if (group.roleOf(userId) !== 'owner' || (counts?.owners ?? 0) > 1 || (counts?.members ?? 0) < 2) return null;
  const [heir] = yield* query<[userId: string]>(
    `select members.user_id from members join users on users.id = members.user_id
     where members.chat_id = $1 and members.user_id <> $2
     order by case when users.deactivated_at is null and users.waiting_since is null then 0 else 1 end,
       case when users.role = 'guest' then 1 else 0 end,
       case members.role when 'admin' then 0 else 1 end, members.joined_at, members.user_id limit 1`,
    [chatId, userId],
  );
  return heir?.[0] ?? null;
}

function* nameOf(userId: string): Work<string> {
  return (yield* query<[name: string]>('select name from users where id = $1', [userId]))[0]?.[0] ?? 'Somebody';
}

interface Erasing {
  chatId: string;
  seq: number;
  senderId: string;
  at: number;
}

/** A message of somebody whose account is deleted, wherever it stands: they need not be in its chat any more. */
export const eraseOwnRule = chatRule('erase-own', function* ({ chatId, seq, senderId, at }: Erasing): Work<void> {
  const seen = yield* look(chatId, { seq, inThread: true });
  const message = seen?.message;
  if (!message || message.sender_id !== senderId || message.deleted_at !== null) return;
  yield* eraseMessage(message, at);
});

/** Everything else that is theirs alone, but for what a job cleans up by itself. */
export const forgetRowsRule = defineRule(
  'forget-rows-of-person',
  ({ userId }: { userId: string; at: number; tables: readonly { name: string; column: string }[] }) => ({
    persons: ['*files', userId],
  }),
  function* ({ userId, at, tables }): Work<void> {
    for (const { name, column } of tables) yield* query(`delete from ${name} where ${column} = $1`, [userId]);
    // What was uploaded and never sent.
    yield* query('update files set free_at = $2 where user_id = $1 and free_at > 0', [userId, at]);
    yield* query('delete from account_deletions where user_id = $1', [userId]);
  },
);

export const leavingRules = [deactivateMeRule, beginDeletionRule, leaveForGoodRule, eraseOwnRule, forgetRowsRule];

function personOf({ userId }: Asker): { kind: string; id: string } {
  return { kind: 'person', id: userId };
}

function byOf({ actorId, sessionId = null, address = null }: Asker) {
  return { userId: actorId, sessionId, address };
}
