import { serverLimits, type Command } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { describeChats, type Progress } from '../chats/index.ts';
import type { Channel } from '../realtime/channel.ts';
import type { Connection } from '../realtime/connection.ts';
import { awakeOf, closeUnfinished, follow, leaveThreads, removeFromChat } from './follow-chat.ts';
import type { FollowingContext } from './following-context.ts';
import { countPositions, type Look, lookAgain, lookAtChats } from './look-at-chats.ts';
import { sendChats } from './send-chats.ts';

type Resume = Extract<Command, { type: 'resume' }>;
type ResetReason = 'too-far-behind' | 'cursor-ahead' | 'epoch-changed';

/** Cursors that are looked up for as much as a plain command costs. */
const cursorsForOne = 100;

export function costOfResume({ cursors }: Resume): number {
  return 1 + Math.floor(Object.keys(cursors).length / cursorsForOne);
}

/**
 * Puts the connection on every chat of its user (D15, D16): after the client's cursor where it can be caught up from
 * there, else from a fresh description of the chat on. Membership is read again once the channels are followed: a
 * removal before that look is seen by it, a later one comes in its place in the stream.
 */
export async function resume(context: FollowingContext, connection: Connection, command: Resume): Promise<void> {
  const { turns, admission } = context.resumes;
  await turns.run(connection.userId, async () => {
    if (connection.isClosed) return;
    context.descriptions.admit(connection.userId);
    await admission.run(async () => {
      context.resumes.left.set(connection, new Set());
      await resumeNow(context, connection, command)
        .catch((error: unknown) => closeUnfinished(context, connection, error))
        .finally(() => context.resumes.left.delete(connection));
    });
  });
}

async function resumeNow(context: FollowingContext, connection: Connection, command: Resume): Promise<void> {
  const { hub, storage, reactions } = context;
  const { epoch, cursors } = command;
  connection.hasResumed = true;
  connection.wantsThreads = command.threads ?? false;
  connection.wantsTyping = command.typing ?? false;
  connection.wantsReceipts = command.receipts ?? false;
  // Asked for again, the new cursors are where everything goes on from.
  for (const channel of connection.channels) channel.detach(connection);
  // What happens to the memberships from here on is heard of.
  await hub.untilSubscribed(connection);
  const look = await lookAtChats(context, connection.userId);
  const mine = await toldOf(context, command, look);
  const channels = await hub.open(mine);
  const revs = await revsOf(context, channels, cursors);
  const sameEpoch = epoch === storage.epoch;
  const plan = planResume(cursors, revs, { sameEpoch });
  context.descriptions.chargeChanges(connection.userId, changesIn(plan, revs));
  if (Object.keys(cursors).length > 0) context.resumes.counts.resumed += 1;
  context.resumes.counts.reset += plan.reset.size;

  await sendChats(context, connection, { ...look, progress: only(look.progress, new Set(plan.unknown)) });
  for (const [chatId, reason] of plan.reset) {
    const [chat] = await describeChats(context, connection.userId, [chatId]);
    if (!chat) continue;
    context.descriptions.charge(connection.userId, [chat]);
    const channel = await openChannel(context, chatId);
    if (channel?.isFollowedBy(connection)) continue;
    connection.send({ type: 'reset', chatId, reason, chat });
    reactions.threadDescribed(connection, chat);
    followFrom(connection, channel, chat.rev);
    await connection.untilWritable();
  }
  await followCaughtUp(context, connection, plan);

  const about = new Set([...Object.keys(cursors), ...mine]);
  const progress = await lookAgain(context, connection.userId, { look, about });
  const memberOf = new Set(progress.map(({ id }) => id));
  for (const chatId of about) if (!memberOf.has(chatId)) removeFromChat(context, chatId, connection);
  // Watched meanwhile. One of a chat that the connection is on by now is told of a removal by its stream.
  leaveThreads(context, connection, (door) => !memberOf.has(door) && !hub.channel(door)?.isFollowedBy(connection));
  const caughtUp = new Set(plan.caughtUp.keys());
  const positions = await countPositions(context, connection.userId, only(progress, caughtUp));
  await reactions.resumed({ connection, command, sameEpoch, memberOf, positions });
  await untilCaughtUp(connection, channels);
  connection.send({ type: 'ready' });
}

function only(progress: readonly Progress[], ids: ReadonlySet<string>): Progress[] {
  return progress.filter(({ id }) => ids.has(id));
}

/** Threads only to who asks for them, and not those that were silent for long: they are told of when somebody speaks there. */
async function toldOf(context: FollowingContext, { threads, cursors }: Resume, { progress }: Look): Promise<string[]> {
  const chatIds = progress.map(({ id }) => id);
  const chats = chatIds.filter((id) => !isThreadId(id));
  const followed = threads ? chatIds.filter(isThreadId) : [];
  if (followed.length === 0) return chats;
  const awake = new Set(await awakeOf(context, followed));
  return [...chats, ...followed.filter((id) => awake.has(id) || Object.hasOwn(cursors, id))];
}

interface Plan {
  unknown: string[];
  reset: Map<string, ResetReason>;
  caughtUp: Map<string, number>;
}

/** How many changes it catches up on. */
function changesIn({ caughtUp }: Plan, revs: ReadonlyMap<string, number>): number {
  let changes = 0;
  for (const [chatId, cursor] of caughtUp) changes += (revs.get(chatId) ?? cursor) - cursor;
  return changes;
}

/**
 * How far each chat is, as far as was heard: its stream may be behind while a gap is healed. Another node may have sent
 * the client what this one has not heard of: then the log knows.
 */
async function revsOf(
  { storage }: FollowingContext,
  channels: ReadonlyMap<string, Channel>,
  cursors: Readonly<Record<string, number>>,
): Promise<Map<string, number>> {
  const revs = new Map([...channels].map(([chatId, channel]) => [chatId, channel.heardRev]));
  const ahead = [...revs].filter(([chatId, rev]) => (cursors[chatId] ?? 0) > rev).map(([chatId]) => chatId);
  if (ahead.length === 0) return revs;
  for (const [chatId, head] of await storage.log.readHeads(ahead)) revs.set(chatId, head.rev);
  return revs;
}

function planResume(
  cursors: Readonly<Record<string, number>>,
  revs: ReadonlyMap<string, number>,
  { sameEpoch }: { sameEpoch: boolean },
): Plan {
  const plan: Plan = { unknown: [], reset: new Map(), caughtUp: new Map() };
  for (const [chatId, rev] of revs) {
    const cursor = Object.hasOwn(cursors, chatId) ? cursors[chatId] : undefined;
    const reason = cursor === undefined ? null : resetReason(cursor, rev, sameEpoch);
    if (cursor === undefined) plan.unknown.push(chatId);
    else if (reason) plan.reset.set(chatId, reason);
    else plan.caughtUp.set(chatId, cursor);
  }
  return plan;
}

function resetReason(cursor: number, rev: number, sameEpoch: boolean): ResetReason | null {
  if (!sameEpoch) return 'epoch-changed';
  if (cursor > rev) return 'cursor-ahead';
  return rev - cursor > serverLimits.resumeChangesMax ? 'too-far-behind' : null;
}

async function followCaughtUp(context: FollowingContext, connection: Connection, { caughtUp }: Plan): Promise<void> {
  for (const [chatId, cursor] of caughtUp) {
    const channel = await openChannel(context, chatId);
    // Removed meanwhile: the client has forgotten what the cursor stands for. Back already, it was told of the chat anew.
    if (context.resumes.left.get(connection)?.has(chatId) !== true) followFrom(connection, channel, cursor);
  }
}

/** Where it was told of the chat meanwhile, as one that it was just added to, that goes on. */
function followFrom(connection: Connection, channel: Channel | undefined, cursor: number): void {
  if (!channel?.isFollowedBy(connection)) follow(connection, channel, cursor);
}

async function openChannel({ hub }: FollowingContext, chatId: string): Promise<Channel | undefined> {
  return hub.channel(chatId) ?? (await hub.open([chatId])).get(chatId);
}

/** Resolves when every channel has sent what came after the client's cursor, or the connection has closed or fallen behind. */
async function untilCaughtUp(connection: Connection, channels: ReadonlyMap<string, Channel>): Promise<void> {
  for (const channel of channels.values()) await channel.caughtUp(connection);
}
