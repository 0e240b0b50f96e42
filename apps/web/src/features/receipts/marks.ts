import { type ChatState, messageAt } from '@confab/client';

/** The server tells live of no larger chat: `receiptMembersMax` of the protocol. */
const membersMax = 30;
/** How far back a message is looked for: further up nobody is interested. */
const stepsMax = 400;

/** Under a message: what has become of mine in a direct chat, or the ids of who has read up to there. */
export type Mark = { state: 'sent' | 'delivered' | 'read' } | { readerIds: readonly string[] };

const known = new WeakMap<ChatState, ReadonlyMap<number, Mark>>();
let last = new Map<string, Mark>();

export function isSmall({ members }: ChatState): boolean {
  return members.length <= membersMax;
}

/** By the `seq` of the message that they stand under: each person, and each state, at the last one that it is true of. */
export function marksOf(chat: ChatState, myId: string): ReadonlyMap<number, Mark> {
  const found = known.get(chat) ?? (chat.kind === 'direct' ? statesOf(chat, myId) : facesOf(chat, myId));
  known.set(chat, found);
  return found;
}

function facesOf(chat: ChatState, myId: string): Map<number, Mark> {
  const readers = new Map<number, string[]>();
  if (!isSmall(chat)) return new Map();
  for (const { userId } of chat.members) {
    if (userId === myId) continue;
    const seq = findBack(chat, readUpTo(chat, userId), () => true);
    // That they know what they wrote themselves goes without saying.
    if (seq === null || messageAt(chat.log, seq)?.senderId === userId) continue;
    readers.set(seq, [...(readers.get(seq) ?? []), userId]);
  }
  return new Map([...readers].map(([seq, readerIds]) => [seq, kept({ readerIds })]));
}

function statesOf(chat: ChatState, myId: string): Map<number, Mark> {
  const peer = chat.members.find(({ userId }) => userId !== myId)?.userId;
  const cursor = peer === undefined ? undefined : chat.receipts?.get(peer);
  const marks = new Map<number, Mark>();
  if (peer === undefined || !cursor) return marks;
  const isMine = (senderId: string): boolean => senderId === myId;
  const read = readUpTo(chat, peer);
  const upTo = { sent: chat.lastSeq, delivered: Math.max(read, cursor.deliveredSeq ?? 0), read } as const;
  // What is more comes last, in the place of what is less.
  for (const state of ['sent', 'delivered', 'read'] as const) {
    const seq = findBack(chat, upTo[state], isMine);
    if (seq !== null) marks.set(seq, kept({ state }));
  }
  return marks;
}

/** 0 for who does not show it. Whoever writes has read what was there before. */
function readUpTo({ receipts, readSeqs }: ChatState, userId: string): number {
  const cursor = receipts?.get(userId);
  return cursor ? Math.max(cursor.readSeq, readSeqs.get(userId) ?? 0) : 0;
}

/** The last message up to there that people wrote; null where it is not here. */
function findBack({ log, lastSeq }: ChatState, from: number, isOf: (senderId: string) => boolean): number | null {
  const start = Math.min(from, lastSeq);
  for (let seq = start; seq > Math.max(0, start - stepsMax); seq -= 1) {
    const message = messageAt(log, seq);
    if (!message) return null;
    if (message.kind === 'text' && isOf(message.senderId)) return seq;
  }
  return null;
}

/** The same object for what says the same, so that only rows whose mark changes render. */
function kept(mark: Mark): Mark {
  const key = 'state' in mark ? mark.state : mark.readerIds.join(' ');
  if (last.size > 1_000) last = new Map();
  const same = last.get(key) ?? mark;
  last.set(key, same);
  return same;
}
