import type { Chat } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import {
  describeChats,
  type EncodedChat,
  encodeChats,
  findListed,
  inList,
  type ListedChat,
  sizedParts,
} from '../chats/index.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import { follow } from './follow-chat.ts';
import type { FollowingContext } from './following-context.ts';
import type { Look } from './look-at-chats.ts';

/** Chats, and people in them, that are described at once; between the parts everybody else has their turn. */
const partMax = { chats: 50, members: 1_000 };
/** One `chats` frame is ended past this many bytes: the members of one large group alone are a megabyte. */
const bytesPerFrame = 200_000;

/** Tells the connection what these chats are, and puts it on each from there on. What its user is in no more is left out. */
export async function sendChats(context: FollowingContext, connection: Connection, look: Look): Promise<void> {
  if (look.progress.length === 0) return;
  const { userId } = connection;
  const { db, log } = context.storage;
  const since = log.stamps?.now ?? 0;
  const listed = await listNow(context, userId, look);
  for (const [at, part] of sizedParts(listed.toSorted(byLastSpoken), partMax).entries()) {
    if (connection.isClosed) return;
    const ids = part.map(({ id }) => id);
    // A slow client may have taken its time for the part before: how far others have read since then would never be told.
    const isTrue = at === 0 || log.stamps?.stoodStill(since, ids) === true;
    const [stamp, now] = isTrue ? [since, part] : [log.stamps?.now ?? 0, await findListed(db, userId, ids)];
    const chats = await encodePart(context, userId, { listed: now, stamp });
    context.descriptions.charge(userId, chats);
    await sendEncoded(context, connection, chats);
  }
}

function byLastSpoken(left: ListedChat, right: ListedChat): number {
  return right.lastAt - left.lastAt || (left.id < right.id ? -1 : 1);
}

/** With what tells whether something is another than before, as it is now: asked of the database where this process can't tell. */
async function listNow(
  { storage: { db, log }, chatMemory }: FollowingContext,
  userId: string,
  { stamp, progress }: Look,
): Promise<ListedChat[]> {
  const { stamps } = log;
  const listed: ListedChat[] = [];
  const unknown: string[] = [];
  for (const one of progress) {
    const kept = stamps && chatMemory.known(one, stamps, stamp);
    if (kept) listed.push({ ...one, members: kept.members, reads: kept.reads });
    else unknown.push(one.id);
  }
  return unknown.length === 0 ? listed : [...listed, ...(await findListed(db, userId, unknown))];
}

/** Threads are in no memory: who follows one changes nothing that would tell (decision 0054). */
async function encodePart(
  context: FollowingContext,
  userId: string,
  { listed, stamp }: { listed: readonly ListedChat[]; stamp: number },
): Promise<Described[]> {
  const inMemory = listed.filter(({ id }) => !isThreadId(id));
  const { chats } = await encodeChats(context, userId, inMemory, stamp);
  const threads = await describeChats(context, userId, listed.map(({ id }) => id).filter(isThreadId));
  return [
    ...chats.map((chat) => ({ ...chat, thread: null })),
    ...threads.map((thread) => ({ ...thread, thread, pieces: [JSON.stringify(thread)] })),
  ];
}

interface Described extends EncodedChat {
  thread: Chat | null;
}

async function sendEncoded(
  context: FollowingContext,
  connection: Connection,
  chats: readonly Described[],
): Promise<void> {
  for (const part of frameParts(chats)) {
    // Again: the hub may have let go of a channel while a slow client took the frames before this one.
    const channels = await context.hub.open(part.map(({ id }) => id));
    // Told of meanwhile, as one that it was just added to, that goes on (D16).
    const untold = part.filter(({ id }) => channels.get(id)?.isFollowedBy(connection) !== true);
    if (untold.length === 0) continue;
    connection.enqueue(textFrame(joinPieces(['{"type":"chats","chats":[', ...inList(untold), ']}'])));
    for (const { id, rev, thread } of untold) {
      if (thread) context.reactions.threadDescribed(connection, thread);
      follow(connection, channels.get(id), rev);
    }
    await connection.untilWritable();
  }
}

function frameParts(chats: readonly Described[]): Described[][] {
  const parts: Described[][] = [];
  let bytes = bytesPerFrame;
  for (const chat of chats) {
    if (bytes >= bytesPerFrame) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(chat);
    bytes += chat.pieces.reduce((sum, { length }) => sum + length, 0);
  }
  return parts;
}

function joinPieces(pieces: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
