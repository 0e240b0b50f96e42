import type { Role, SystemEvent } from '@confab/protocol';
import { mayRemoveMember } from '@confab/protocol/permissions';
import type { LogRefusal } from '../chat-log.ts';

/**
 * Who may cause which system event in a group. Two more rules hold: an admin does not remove an owner or another admin,
 * and a group whose last owner would go or step down, while others stay, refuses with `last-owner`.
 */
const systemEventNeeds = {
  'members-added': ['owner', 'admin', 'member'],
  'member-removed': ['owner', 'admin'],
  'member-left': ['owner', 'admin', 'member'],
  'role-changed': ['owner'],
  renamed: ['owner', 'admin'],
} as const satisfies Record<SystemEvent['type'], readonly Role[]>;

/** What the decision depends on, read inside the transaction that will carry it out. */
export interface ChatFacts {
  kind: 'direct' | 'group';
  name: string | null;
  /** Null: no member. */
  roleOf(userId: string): Role | null;
  ownerCount(): number;
  memberCount(): number;
}

export type SystemDecision =
  | { refused: LogRefusal }
  | { refused: null; changes: false }
  /** `event` is what is written to the log; the rest is what it does to members and name. */
  | {
      refused: null;
      changes: true;
      event: SystemEvent;
      added: string[];
      removed: string | null;
      role: { userId: string; role: Role } | null;
      name: string | null;
    };

export function decideSystemEvent(facts: ChatFacts, actorId: string, event: SystemEvent): SystemDecision {
  const actorRole = facts.roleOf(actorId);
  if (actorRole === null) return { refused: 'not-found' };
  if (facts.kind === 'direct') return { refused: 'chat-is-direct' };
  const allowed: readonly Role[] = systemEventNeeds[event.type];
  if (!allowed.includes(actorRole)) return { refused: 'forbidden' };
  switch (event.type) {
    case 'members-added':
      return addMembers(facts, event.userIds);
    case 'member-removed':
      return removeMember(facts, { actorId, actorRole, userId: event.userId });
    case 'member-left':
      return event.userId === actorId ? dropMember(facts, event, actorRole) : { refused: 'forbidden' };
    case 'role-changed':
      return changeRole(facts, event);
    case 'renamed':
      return event.name === facts.name ? unchanged : change(event, { name: event.name });
  }
}

const unchanged: SystemDecision = { refused: null, changes: false };

function change(
  event: SystemEvent,
  effect: { added?: string[]; removed?: string; role?: { userId: string; role: Role }; name?: string },
): SystemDecision {
  return {
    refused: null,
    changes: true,
    event,
    added: effect.added ?? [],
    removed: effect.removed ?? null,
    role: effect.role ?? null,
    name: effect.name ?? null,
  };
}

function addMembers(facts: ChatFacts, userIds: readonly string[]): SystemDecision {
  const added = [...new Set(userIds)].filter((userId) => facts.roleOf(userId) === null);
  return added.length === 0 ? unchanged : change({ type: 'members-added', userIds: added }, { added });
}

function removeMember(
  facts: ChatFacts,
  { actorId, actorRole, userId }: { actorId: string; actorRole: Role; userId: string },
): SystemDecision {
  const role = facts.roleOf(userId);
  if (role === null) return unchanged;
  if (userId !== actorId && !mayRemoveMember(actorRole, role)) return { refused: 'forbidden' };
  return dropMember(facts, { type: 'member-removed', userId }, role);
}

function dropMember(facts: ChatFacts, event: Extract<SystemEvent, { userId: string }>, role: Role): SystemDecision {
  const leavesNoOwner = role === 'owner' && facts.ownerCount() === 1 && facts.memberCount() > 1;
  return leavesNoOwner ? { refused: 'last-owner' } : change(event, { removed: event.userId });
}

function changeRole(facts: ChatFacts, event: Extract<SystemEvent, { type: 'role-changed' }>): SystemDecision {
  const role = facts.roleOf(event.userId);
  if (role === null) return { refused: 'not-found' };
  if (role === event.role) return unchanged;
  if (role === 'owner' && facts.ownerCount() === 1) return { refused: 'last-owner' };
  return change(event, { role: { userId: event.userId, role: event.role } });
}
