import type { AuditBy, AuditDeed } from '../audit/audit-entry-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { unlistGroup } from '../chats/public-group-rules.ts';
import {
  appendSystem,
  chatRule,
  look,
  query,
  refuse,
  type Seen,
  setChatParts,
  setRole,
  type Work,
} from '../storage/rule.ts';

/** `content` tells of it in English; times are milliseconds since 1970. */
export interface Deed {
  chatId: string;
  actorId: string;
  content: string;
  at: number;
  /** For the audit log, in which it is noted with it. */
  by: AuditBy;
}

export function noteGroup({ chatId, by, at }: Deed, deed: Omit<AuditDeed, 'target'>): Work<void> {
  return noteAudit({ ...deed, target: { kind: 'group', id: chatId } }, by, at);
}

/** Whoever manages groups is in none of these: what they do is told in them all the same. */
export function* lookAtGroup(chatId: string, userIds: readonly string[] = []): Work<Seen> {
  const group = yield* look(chatId, { userIds: [...userIds] });
  if (!group || group.kind !== 'group') refuse('not-found', 'There is no such group.');
  return group;
}

/** Those who can log in. */
export function* countOwners(chatId: string): Work<number> {
  const [owners] = yield* query<[count: number]>(
    `select count(*) from members join users on users.id = members.user_id
     where members.chat_id = $1 and members.role = 'owner' and users.deactivated_at is null and users.waiting_since is null`,
    [chatId],
  );
  return owners?.[0] ?? 0;
}

/** To one of its members, where none of its owners can log in. */
export const handOverRule = chatRule('hand-over-group', function* (deed: Deed & { userId: string }) {
  const { chatId, actorId, userId, content, at } = deed;
  const group = yield* lookAtGroup(chatId, [userId]);
  if ((yield* countOwners(chatId)) > 0)
    refuse('forbidden', 'This group has an owner who can log in: that is for them to do.');
  const [heir] = yield* query<[id: string]>(
    'select id from users where id = $1 and deactivated_at is null and waiting_since is null',
    [userId],
  );
  if (!heir || group.roleOf(userId) === null) refuse('not-found', 'Nobody who can log in is in this group by that id.');
  yield* setRole(chatId, userId, 'owner');
  yield* appendSystem({
    chatId,
    senderId: actorId,
    event: { type: 'role-changed', userId, role: 'owner' },
    content,
    at,
  });
  yield* noteGroup(deed, { action: 'group.handed-over', details: { to: userId } });
});

/** By somebody who manages groups, and not taken back since. One for announcements is like it, and is none. */
export function isArchived({ parts }: Pick<Seen, 'parts'>): boolean {
  return parts['archived'] === true && parts.posting === 'admins' && parts.visibility !== 'public';
}

/** Its owners and admins can take it back, as any other setting. */
export const archiveRule = chatRule('archive-group', function* (deed: Deed) {
  const { chatId, actorId, content, at } = deed;
  const group = yield* lookAtGroup(chatId);
  if (isArchived(group)) return;
  const chatParts = { posting: 'admins', visibility: 'private' } as const;
  yield* setChatParts(group, { ...chatParts, archived: true });
  yield* unlistGroup(chatId);
  yield* appendSystem({ chatId, senderId: actorId, event: { type: 'group-changed', chatParts }, content, at });
  yield* noteGroup(deed, { action: 'group.archived' });
});

/** Whoever opened it reads it until then; its members see who, why and how long. */
export const openRule = chatRule('open-group', function* (deed: Deed & { reason: string; until: number }) {
  const { chatId, actorId, reason, until, content, at } = deed;
  const group = yield* lookAtGroup(chatId);
  yield* query(
    `insert into compliance_access (chat_id, user_id, until_at) values ($1, $2, $3)
     on conflict (chat_id, user_id) do update set until_at = excluded.until_at`,
    [chatId, actorId, until],
  );
  const chatParts = { compliance: { by: actorId, until: new Date(until).toISOString() } };
  yield* setChatParts(group, chatParts);
  const event = { type: 'compliance-opened', reason, chatParts } as const;
  yield* appendSystem({ chatId, senderId: actorId, event, content, at });
  yield* noteGroup(deed, {
    action: 'group.opened-for-compliance',
    details: { reason, until: new Date(until).toISOString() },
  });
});

/** It stays marked while somebody else has it open. */
export const closeRule = chatRule('close-group', function* (deed: Deed) {
  const { chatId, actorId, content, at } = deed;
  const group = yield* lookAtGroup(chatId);
  const closed = yield* query<[id: string]>(
    'delete from compliance_access where chat_id = $1 and user_id = $2 and until_at > $3 returning user_id',
    [chatId, actorId, at],
  );
  if (closed.length === 0) return;
  const [other] = yield* query<[userId: string, until: number]>(
    'select user_id, until_at from compliance_access where chat_id = $1 and until_at > $2 order by until_at desc limit 1',
    [chatId, at],
  );
  // Past by every clock.
  const [by, until] = other ?? [actorId, 0];
  const chatParts = { compliance: { by, until: new Date(until).toISOString() } };
  yield* setChatParts(group, other ? chatParts : { compliance: null });
  yield* appendSystem({ chatId, senderId: actorId, event: { type: 'compliance-closed', chatParts }, content, at });
  yield* noteGroup(deed, { action: 'group.closed-for-compliance' });
});

export const administrationRules = [handOverRule, archiveRule, openRule, closeRule];
