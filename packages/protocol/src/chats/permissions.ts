import type { Message } from '../messages/message.ts';
import type { Chat } from './chat.ts';
import type { Role } from './role.ts';

// Which role may what (D29). The server's rules decide by these, in the transaction that writes; the page shows buttons by them.

/** Who wants something, as the chat knows them. */
export interface Actor {
  userId: string;
  role: Role;
  chatKind: Chat['kind'];
}

/** The sender alone. A system message is nobody's. */
export function mayEditMessage(message: Pick<Message, 'kind' | 'senderId'>, userId: string): boolean {
  return message.kind === 'text' && message.senderId === userId;
}

/** The sender; in a group, its owners and admins too. */
export function mayDeleteMessage(message: Pick<Message, 'kind' | 'senderId'>, actor: Actor): boolean {
  if (message.kind !== 'text') return false;
  return message.senderId === actor.userId || (actor.chatKind === 'group' && actor.role !== 'member');
}

/** To whom a group leaves what concerns all of it. */
export type Whom = 'everyone' | 'admins';

/** In a direct chat both; in a group its owners and admins, and the others where that is left to everyone. */
export function maySteer({ role, chatKind }: Pick<Actor, 'role' | 'chatKind'>, leftTo: Whom = 'admins'): boolean {
  return chatKind === 'direct' || leftTo === 'everyone' || role !== 'member';
}

/** A message of one's own. */
export function mayPost(actor: Pick<Actor, 'role' | 'chatKind'>, leftTo: Whom = 'everyone'): boolean {
  return maySteer(actor, leftTo);
}

/** Of a group. */
export function mayAddMembers(actor: Pick<Actor, 'role' | 'chatKind'>, leftTo: Whom = 'everyone'): boolean {
  return maySteer(actor, leftTo);
}

/** `@everyone` and the like. */
export function mayMentionAll(actor: Pick<Actor, 'role' | 'chatKind'>, leftTo: Whom = 'everyone'): boolean {
  return maySteer(actor, leftTo);
}

/** Of a group, somebody else: an owner removes anybody, an admin whoever is neither. */
export function mayRemoveMember(actorRole: Role, role: Role): boolean {
  return actorRole === 'owner' || (actorRole === 'admin' && role === 'member');
}

/** Of a group, and its other settings. */
export function mayRenameGroup(actorRole: Role): boolean {
  return actorRole !== 'member';
}

/** Of a group, the own role too. */
export function mayChangeRoles(actorRole: Role): boolean {
  return actorRole === 'owner';
}
