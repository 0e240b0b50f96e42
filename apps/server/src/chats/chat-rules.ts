import type { Role, GroupEvent } from '@confab/protocol';
import { mayAddMembers, mayChangeRoles, mayRemoveMember, mayRenameGroup } from '@confab/protocol/permissions';
import {
  addMembers,
  appendSystem,
  chatRule,
  createChat,
  lookAsMember,
  type NewChat,
  refuse,
  removeMember,
  renameChat,
  type Seen,
  setChatParts,
  setRole,
  toMessage,
} from '../storage/rule.ts';
import { changeSettingsRule } from './group-settings-rules.ts';
import { joinGroupRule, listGroup } from './public-group-rules.ts';

type Creation = NewChat & { visibility?: 'public' | 'private' | undefined };

/** `members` holds the creator too. A direct chat whose `directKey` exists answers the existing one. */
export const createChatRule = chatRule('create-chat', function* ({ visibility, ...chat }: Creation) {
  const created = yield* createChat(chat);
  if (created.isNew && visibility === 'public') {
    yield* setChatParts({ chatId: chat.chatId, parts: {} }, { visibility });
    yield* listGroup(chat.chatId, chat.name ?? '');
  }
  return created;
});

/** A change of members or name, written as a system message. `content` says in English what `event` says. */
export interface GroupChange {
  chatId: string;
  actorId: string;
  event: GroupEvent;
  content: string;
  at: number;
}

/**
 * Answers the system message, or null for a change that adds nobody, removes a non-member, or changes nothing. People who are
 * members already are left out of `members-added`. A group whose last owner would go or step down, while others stay, refuses
 * with `last-owner`.
 */
export const changeGroupRule = chatRule('change-group', function* (wanted: GroupChange) {
  const { chatId, actorId, content, at } = wanted;
  const userIds = namedIn(wanted.event);
  // An owner who goes or steps down must not be the last one.
  const counts = wanted.event.type !== 'members-added' && userIds.length > 0;
  const group = yield* lookAsMember(chatId, actorId, { userIds, counts });
  if (group.kind === 'direct') {
    refuse('chat-is-direct', 'A direct chat has two fixed members and no name. Start a group instead.');
  }
  const event = decide(group, actorId, wanted.event);
  if (!event) return null;
  const message = yield* appendSystem({ chatId, senderId: actorId, event, content, at });
  switch (event.type) {
    case 'members-added': {
      const { created_at: joinedAt, seq: readSeq } = message;
      yield* addMembers({ chatId, userIds: event.userIds, role: 'member', joinedAt, readSeq });
      break;
    }
    case 'member-removed':
    case 'member-left':
      yield* removeMember(chatId, event.userId);
      break;
    case 'role-changed':
      yield* setRole(chatId, event.userId, event.role);
      break;
    case 'renamed':
      yield* renameChat(chatId, event.name);
      if (group.parts.visibility === 'public') yield* listGroup(chatId, event.name);
      break;
  }
  return toMessage(message);
});

export const chatRules = [createChatRule, changeGroupRule, changeSettingsRule, joinGroupRule];

type Group = Seen & { actorRole: Role };

function namedIn(event: GroupEvent): readonly string[] {
  if ('userIds' in event) return event.userIds;
  return 'userId' in event ? [event.userId] : [];
}

/** What will be written to the log, null for nothing. */
function decide(group: Group, actorId: string, event: GroupEvent): GroupEvent | null {
  switch (event.type) {
    case 'members-added': {
      if (!mayAddMembers({ role: group.actorRole, chatKind: group.kind }, group.parts.adding)) forbid();
      const userIds = [...new Set(event.userIds)].filter((userId) => group.roleOf(userId) === null);
      return userIds.length === 0 ? null : { type: 'members-added', userIds };
    }
    case 'member-removed':
      return decideRemoval(group, actorId, event);
    case 'member-left':
      if (event.userId !== actorId) forbid();
      keepAnOwner(group, group.actorRole, 1);
      return event;
    case 'role-changed':
      return decideRole(group, event);
    case 'renamed':
      if (!mayRenameGroup(group.actorRole)) forbid();
      return event.name === group.name ? null : event;
  }
}

function decideRemoval(
  group: Group,
  actorId: string,
  event: Extract<GroupEvent, { type: 'member-removed' }>,
): GroupEvent | null {
  const role = group.roleOf(event.userId);
  // To ask for somebody who is not there takes as much as to remove whom anybody may remove.
  if (event.userId !== actorId && !mayRemoveMember(group.actorRole, role ?? 'member')) forbid();
  if (role === null) return null;
  keepAnOwner(group, role, 1);
  return event;
}

function decideRole(group: Group, event: Extract<GroupEvent, { type: 'role-changed' }>): GroupEvent | null {
  if (!mayChangeRoles(group.actorRole)) forbid();
  const role = group.roleOf(event.userId);
  if (role === null) refuse('not-found', 'This person is not in the chat.');
  if (role === event.role) return null;
  keepAnOwner(group, role, 0);
  return event;
}

/** Somebody of this role stops having it, and `leaving` members leave. */
function keepAnOwner({ counts }: Group, role: Role, leaving: 0 | 1): void {
  const { members = 0, owners = 0 } = counts ?? {};
  if (role === 'owner' && owners === 1 && members > leaving) {
    refuse('last-owner', 'Make somebody else the owner first.');
  }
}

function forbid(): never {
  refuse('forbidden', 'Your role in this chat does not allow that.');
}
