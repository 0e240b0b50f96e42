import {
  type Chat,
  decodeParts,
  type Mentions,
  type Message,
  type Role,
  type SystemEvent,
  type User,
} from '@confab/protocol';

/** One chat of the model server: the rules of seq, rev, unread and members, as plainly as they can be written. */
export interface ModelChat {
  id: string;
  name: string;
  rev: number;
  messages: Message[];
  members: Map<string, { role: Role; joinedAt: string; readSeq: number }>;
}

const epochStart = Date.UTC(2026, 0, 1);

export function modelUser(id: string): User {
  return {
    id,
    username: id,
    displayName: id.toUpperCase(),
    avatarUrl: null,
    createdAt: new Date(epochStart).toISOString(),
    online: false,
    lastSeenAt: null,
  };
}

export function modelChat(id: string, memberIds: readonly string[]): ModelChat {
  const joinedAt = timeOf(0);
  return {
    id,
    name: id,
    rev: 0,
    messages: [],
    members: new Map(memberIds.map((userId) => [userId, { role: 'member', joinedAt, readSeq: 0 }])),
  };
}

function timeOf(rev: number): string {
  return new Date(epochStart + rev * 1_000).toISOString();
}

function append(chat: ModelChat, part: Partial<Message> & Pick<Message, 'kind' | 'senderId' | 'content'>): Message {
  chat.rev += 1;
  const seq = chat.messages.length + 1;
  const message: Message = {
    id: `${chat.id}.${seq}`,
    chatId: chat.id,
    seq,
    rev: chat.rev,
    clientId: null,
    createdAt: timeOf(chat.rev),
    editedAt: null,
    deletedAt: null,
    ...decodeParts(null),
    ...part,
  };
  chat.messages.push(message);
  return message;
}

function replace(chat: ModelChat, seq: number, part: Partial<Message>): Message | null {
  const known = chat.messages[seq - 1];
  if (!known) return null;
  chat.rev += 1;
  const message = { ...known, ...part, rev: chat.rev };
  chat.messages[seq - 1] = message;
  return message;
}

interface Saying {
  clientId?: string | null;
  mentions?: Mentions | undefined;
}

export function send(chat: ModelChat, senderId: string, { clientId, mentions }: Saying = {}): Message | null {
  const member = chat.members.get(senderId);
  if (!member) return null;
  const said = { kind: 'text', senderId, content: `text ${chat.rev}`, clientId: clientId ?? null } as const;
  const message = append(chat, { ...said, ...(mentions && { mentions }) });
  member.readSeq = message.seq;
  return message;
}

export function edit(chat: ModelChat, seq: number, mentions?: Mentions): Message | null {
  const message = chat.messages[seq - 1];
  if (!message || message.kind === 'system' || message.deletedAt) return null;
  const { mentions: _before, ...others } = message;
  chat.messages[seq - 1] = { ...others, ...(mentions && { mentions }) };
  return replace(chat, seq, { content: `edited ${chat.rev}`, editedAt: timeOf(chat.rev) });
}

export function remove(chat: ModelChat, seq: number): Message | null {
  const message = chat.messages[seq - 1];
  if (!message || message.kind === 'system' || message.deletedAt) return null;
  const { mentions: _gone, ...others } = message;
  chat.messages[seq - 1] = others;
  return replace(chat, seq, { content: '', reactions: [], deletedAt: timeOf(chat.rev) });
}

/** System messages take reactions too. */
export function react(chat: ModelChat, seq: number, userId: string): Message | null {
  const message = chat.messages[seq - 1];
  if (!message || message.deletedAt) return null;
  return replace(chat, seq, { reactions: message.reactions.length > 0 ? [] : [{ emoji: '👍', userIds: [userId] }] });
}

export function changeChat(chat: ModelChat, actorId: string, event: SystemEvent): Message | null {
  if (!chat.members.has(actorId)) return null;
  const isMember = 'userId' in event && chat.members.has(event.userId);
  if (event.type === 'members-added' && event.userIds.some((userId) => chat.members.has(userId))) return null;
  if ('userId' in event && !isMember) return null;
  const message = append(chat, { kind: 'system', senderId: actorId, content: event.type, event });
  if (event.type === 'renamed') chat.name = event.name;
  if (event.type === 'members-added') {
    const member = { role: 'member' as const, joinedAt: message.createdAt, readSeq: message.seq };
    for (const userId of event.userIds) chat.members.set(userId, { ...member });
  }
  if (event.type === 'member-removed' || event.type === 'member-left') chat.members.delete(event.userId);
  if (event.type === 'role-changed') {
    const member = chat.members.get(event.userId);
    if (member) member.role = event.role;
  }
  return message;
}

/** Null where the position does not move. */
export function read(chat: ModelChat, userId: string, seq: number): CountedPosition | null {
  const member = chat.members.get(userId);
  const readSeq = Math.min(seq, chat.messages.length);
  if (!member || readSeq <= member.readSeq) return null;
  member.readSeq = readSeq;
  return positionOf(chat, userId);
}

interface CountedPosition {
  readSeq: number;
  unread: number;
  mentions: number;
}

export function positionOf(chat: ModelChat, userId: string): CountedPosition {
  const readSeq = chat.members.get(userId)?.readSeq ?? 0;
  const unread = chat.messages.filter(
    ({ seq, kind, senderId, deletedAt }) => seq > readSeq && kind === 'text' && senderId !== userId && !deletedAt,
  );
  const mentions = unread.filter(({ mentions: of }) => of?.all === 'everyone' || of?.userIds.includes(userId));
  return { readSeq, unread: unread.length, mentions: mentions.length };
}

/** As `GET /api/chats/{id}` answers. */
export function describe(chat: ModelChat, viewerId: string): Chat {
  const { unread, mentions } = positionOf(chat, viewerId);
  return {
    id: chat.id,
    kind: 'group',
    name: chat.name,
    members: [...chat.members].map(([userId, member]) => ({ user: modelUser(userId), ...member })),
    createdBy: 'ann',
    createdAt: timeOf(0),
    lastSeq: chat.messages.length,
    rev: chat.rev,
    unread,
    mentions,
    lastMessage: chat.messages.at(-1) ?? null,
  };
}
