import { limits, type Chat, type Command } from '@confab/protocol';
import { chatIdsOf, describeChats } from '../chats/index.ts';
import type { Channel } from '../realtime/channel.ts';
import type { Connection } from '../realtime/connection.ts';
import type { SocketContext } from './socket-context.ts';

type Resume = Extract<Command, { type: 'resume' }>;
type ResetReason = 'too-far-behind' | 'cursor-ahead' | 'epoch-changed';

/** Chats in one `chats` frame. */
const chatsPerFrame = 50;

/**
 * Puts the connection on every chat of its user (D15, D16): after the client's cursor where it can be caught up from
 * there, else from a fresh description of the chat on. Membership is read again once the channels are followed: a
 * removal before that look is seen by it, a later one comes in its place in the stream.
 */
export async function resume(context: SocketContext, connection: Connection, { epoch, cursors }: Resume): Promise<void> {
  const { hub, storage } = context;
  // What happens to the memberships from here on is heard of.
  await hub.untilSubscribed(connection);
  const mine = await chatIdsOf(storage.db, connection.userId);
  const mineNow = new Set(mine);
  const channels = await hub.open(mine);
  const plan = planResume(channels, cursors, { sameEpoch: epoch === storage.epoch });

  await sendChats(context, connection, plan.unknown, channels);
  for (const [chatId, reason] of plan.reset) {
    const [chat] = await describeChats(context, connection.userId, [chatId]);
    if (!chat) continue;
    connection.send({ type: 'reset', chatId, reason, chat });
    follow(connection, channels.get(chatId), chat.rev);
  }
  for (const [chatId, position] of plan.caughtUp) follow(connection, channels.get(chatId), position);

  const stillMine = new Set(await chatIdsOf(storage.db, connection.userId));
  for (const chatId of new Set([...Object.keys(cursors), ...mineNow])) {
    if (stillMine.has(chatId)) continue;
    channels.get(chatId)?.detach(connection);
    connection.send({ type: 'chat-removed', chatId });
  }
  await untilCaughtUp(connection, channels);
  connection.send({ type: 'ready' });
}

interface Plan {
  unknown: string[];
  reset: Map<string, ResetReason>;
  caughtUp: Map<string, number>;
}

function planResume(
  channels: ReadonlyMap<string, Channel>,
  cursors: Readonly<Record<string, number>>,
  { sameEpoch }: { sameEpoch: boolean },
): Plan {
  const plan: Plan = { unknown: [], reset: new Map(), caughtUp: new Map() };
  for (const [chatId, channel] of channels) {
    const cursor = Object.hasOwn(cursors, chatId) ? cursors[chatId] : undefined;
    const reason = cursor === undefined ? null : resetReason(cursor, channel.rev, sameEpoch);
    if (cursor === undefined) plan.unknown.push(chatId);
    else if (reason) plan.reset.set(chatId, reason);
    else plan.caughtUp.set(chatId, cursor);
  }
  return plan;
}

function resetReason(cursor: number, rev: number, sameEpoch: boolean): ResetReason | null {
  if (!sameEpoch) return 'epoch-changed';
  if (cursor > rev) return 'cursor-ahead';
  return rev - cursor > limits.resumeChangesMax ? 'too-far-behind' : null;
}

async function sendChats(
  context: SocketContext,
  connection: Connection,
  chatIds: readonly string[],
  channels: ReadonlyMap<string, Channel>,
): Promise<void> {
  const chats = await describeChats(context, connection.userId, chatIds);
  for (let start = 0; start < chats.length; start += chatsPerFrame) {
    const part: Chat[] = chats.slice(start, start + chatsPerFrame);
    connection.send({ type: 'chats', chats: part });
    for (const chat of part) follow(connection, channels.get(chat.id), chat.rev);
    await connection.untilWritable();
  }
}

function follow(connection: Connection, channel: Channel | undefined, position: number): void {
  if (!connection.isClosed) channel?.attach(connection, position);
}

/** The user has just become a member: the connection is told of the chat and follows it. */
export async function followNewChat(context: SocketContext, connection: Connection, chatId: string): Promise<void> {
  const channels = await context.hub.open([chatId]);
  if (channels.get(chatId)?.isFollowedBy(connection)) return;
  await sendChats(context, connection, [chatId], channels);
  if (!(await isMemberNow(context, connection.userId, chatId))) {
    channels.get(chatId)?.detach(connection);
    connection.send({ type: 'chat-removed', chatId });
  }
}

async function isMemberNow({ storage }: SocketContext, userId: string, chatId: string): Promise<boolean> {
  return (await chatIdsOf(storage.db, userId)).includes(chatId);
}

/** Resolves when every channel has sent what came after the client's cursor, or the connection has closed or fallen behind. */
async function untilCaughtUp(connection: Connection, channels: ReadonlyMap<string, Channel>): Promise<void> {
  for (const channel of channels.values()) await channel.caughtUp(connection);
}
