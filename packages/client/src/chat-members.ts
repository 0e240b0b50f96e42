import type { Message } from '@confab/protocol';
import type { ChatMember, ChatState } from './state.ts';

/** What a new system message does to the chat. Everything else about a system message is a message like others. */
export function applySystemMessage(before: ChatState, message: Message): ChatState {
  const event = message.event;
  if (!event) return before;
  const chat = withParts(before, event);
  switch (event.type) {
    case 'members-added':
      return addMembers(chat, event.userIds, message);
    case 'member-removed':
    case 'member-left':
      return removeMember(chat, event.userId);
    case 'role-changed':
      return { ...chat, members: chat.members.map((member) => withRole(member, event)) };
    case 'renamed':
      return { ...chat, name: event.name };
    default:
      // It changes no members and no name, or is a newer server's: its `content` still says what happened.
      return chat;
  }
}

/** Settings of a chat, by their keys: of any feature, also of one that only a newer server has. */
function withParts(chat: ChatState, { chatParts }: { type: string; chatParts?: object }): ChatState {
  return chatParts === undefined ? chat : { ...chat, parts: { ...chat.parts, ...chatParts } };
}

function addMembers(chat: ChatState, userIds: readonly string[], message: Message): ChatState {
  const known = new Set(chat.members.map((member) => member.userId));
  const added = userIds.filter((userId) => !known.has(userId));
  if (added.length === 0) return chat;
  const members = added.map((userId): ChatMember => ({ userId, role: 'member', joinedAt: message.createdAt }));
  // What was said before someone came is not unread to them.
  const readSeqs = new Map([...chat.readSeqs, ...added.map((userId) => [userId, message.seq] as const)]);
  return { ...chat, members: [...chat.members, ...members], readSeqs };
}

function removeMember(chat: ChatState, userId: string): ChatState {
  const readSeqs = new Map(chat.readSeqs);
  readSeqs.delete(userId);
  return { ...chat, members: chat.members.filter((member) => member.userId !== userId), readSeqs };
}

function withRole(member: ChatMember, event: { userId: string; role: ChatMember['role'] }): ChatMember {
  return member.userId === event.userId ? { ...member, role: event.role } : member;
}

/** Someone else's read position, or the own one for others to see. Only moves forward. */
export function moveReadSeq(chat: ChatState, userId: string, seq: number): ChatState {
  const known = chat.readSeqs.get(userId);
  if (known === undefined || known >= seq) return chat;
  return { ...chat, readSeqs: new Map(chat.readSeqs).set(userId, seq) };
}
