import type { Message, Thread } from '@confab/protocol';
import { serverLimits } from '@confab/protocol/server-limits';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { mayPost } from '@confab/protocol/permissions';
import { doorOf, isThreadId, rootOf } from '@confab/protocol/threads';
import { noteActivity } from '../activity/activity-rules.ts';
import {
  append,
  change,
  chatRule,
  createChat,
  type Draft,
  look,
  lookAsMember,
  lookAtMessage,
  type MessageRow,
  notFoundDetail,
  type PartRules,
  query,
  refuse,
  type SeenMessage,
  type ThreadRules,
  type Work,
} from '../storage/rule.ts';
import { drop, follow, followersOf, tellFollowers } from './follower-rules.ts';

/** Faces at the root. */
const facesMax = 5;
/** Before it would not be told of any more, whatever the clocks of the nodes say. */
const tiredMs = serverLimits.threadAwakeMs - 24 * 3_600_000;

interface Opening {
  chatId: string;
  actorId: string;
  at: number;
}

interface Root {
  message: SeenMessage;
  thread: Thread | undefined;
}

/** Makes the thread where there is none. */
export const openThreadRule = chatRule('open-thread', function* ({ chatId: threadId, actorId, at }: Opening) {
  yield* begin(threadId, actorId, at);
});

export const followThreadRule = chatRule('follow-thread', function* ({ chatId, actorId, at }: Opening) {
  if (!isThreadId(chatId)) refuse('not-found', notFoundDetail);
  const { seq } = yield* lookAsMember(chatId, actorId, { inThread: true });
  yield* follow({ chatId, userIds: [actorId], readSeq: seq, at });
});

export const unfollowThreadRule = chatRule('unfollow-thread', function* ({ chatId, actorId }: Opening) {
  if (!isThreadId(chatId)) refuse('not-found', notFoundDetail);
  yield* lookAsMember(chatId, actorId, { inThread: true });
  yield* drop(chatId, actorId);
});

export const threadRules = [openThreadRule, followThreadRule, unfollowThreadRule];

/** What a message in a thread brings about: whoever writes follows, and the root tells of it (D31). */
export const threadSends: ThreadRules = {
  begin: ({ chatId, senderId, at }: Draft) => begin(chatId, senderId, at),
  *mayAccept({ chatId, senderId, at }) {
    const { seq } = yield* lookAsMember(chatId, senderId, { inThread: true });
    yield* follow({ chatId, userIds: [senderId], readSeq: seq, at });
  },
  *sent(message) {
    const { chat_id: chatId, seq, sender_id: by, created_at: at } = message;
    const root = yield* lookAtRoot(chatId);
    if (root.thread === undefined) yield* followThoseThere(chatId, [root.message.sender_id], { readSeq: 0, at });
    const { mentions, toChat } = decodeParts(message.parts);
    if (mentions) yield* followThoseThere(chatId, mentions.userIds, { readSeq: seq - 1, at });
    const lastAt = root.thread ? Date.parse(root.thread.lastAt) : at;
    if (at - lastAt > tiredMs) yield* tellFollowers(chatId);
    yield* noteActivity({ kind: 'thread', userIds: yield* followersOf(chatId), chatId, seq, by, at });
    yield* tellRoot(root, message);
    if (toChat) yield* alsoSay(message);
  },
};

/** In a chat there is no other place to send it to. */
export const toChatPart: PartRules<true> = {
  *mayAccept(_toChat, { chatId, senderId }) {
    if (!isThreadId(chatId)) refuse('invalid-request', 'Only a message in a thread is sent to its chat too.');
    const { actorRole: role, kind: chatKind, parts } = yield* lookAsMember(doorOf(chatId), senderId);
    // Whoever only reads the chat replies in its threads, and there alone (D34).
    if (!mayPost({ role, chatKind }, parts.posting)) {
      refuse('forbidden', 'Only owners and admins of this group write in it.');
    }
  },
};

function* begin(threadId: string, actorId: string, at: number): Work<void> {
  const place = rootOf(threadId);
  if (!place) refuse('not-found', notFoundDetail);
  const { message } = yield* lookAtMessage({ ...place, actorId });
  if (yield* look(threadId, { inThread: true })) return;
  if (message.kind !== 'text') refuse('forbidden', 'What the chat itself says has no thread.');
  if (message.deleted_at !== null) refuse('message-deleted', 'The message was deleted.');
  yield* createChat({
    chatId: threadId,
    kind: 'thread',
    name: null,
    directKey: null,
    creatorId: message.sender_id,
    members: [],
    at: Math.max(at, message.created_at),
  });
}

function* lookAtRoot(threadId: string): Work<Root> {
  const place = rootOf(threadId);
  const message = place && (yield* look(place.chatId, { seq: place.seq }))?.message;
  if (!message) refuse('not-found', notFoundDetail);
  return { message, thread: decodeParts(message.parts).thread };
}

/** Those of them who are still members of its chat. */
export function* followThoseThere(
  threadId: string,
  userIds: readonly string[],
  { readSeq, at }: { readSeq: number; at: number },
): Work<void> {
  if (userIds.length === 0) return;
  const chat = yield* look(threadId, { userIds, inThread: true });
  const there = userIds.filter((userId) => chat && chat.roleOf(userId) !== null);
  yield* follow({ chatId: threadId, userIds: there, readSeq, at });
}

/** Counted and not raised: a deletion that nobody told of is in the next number. */
function* count(threadId: string): Work<number> {
  const head = yield* look(threadId, { inThread: true });
  const [row] = yield* query<[count: number]>(
    `select count(*) from messages where chat_id = $1 and (kind = 'system' or deleted_at is not null)`,
    [threadId],
  );
  return (head?.seq ?? 0) - (row?.[0] ?? 0);
}

function* tellRoot({ message: root, thread }: Root, { chat_id: id, sender_id, created_at }: MessageRow): Work<void> {
  const others = (thread?.userIds ?? []).filter((userId) => userId !== sender_id);
  const now: Thread = {
    id,
    count: yield* count(id),
    userIds: [sender_id, ...others].slice(0, facesMax),
    lastAt: new Date(created_at).toISOString(),
  };
  yield* change(root, { parts: encodeParts({ ...decodeParts(root.parts), thread: now }) });
}

/** The same words in the chat, as a message of its own. */
function* alsoSay(message: MessageRow): Work<void> {
  const { chat_id, seq, sender_id: senderId, content, created_at: at } = message;
  const place = rootOf(chat_id);
  if (!place) return;
  // Where its words are from is said with them wherever they stand (D37).
  const { silent, forwarded } = decodeParts(message.parts);
  const parts = encodeParts({
    ...decodeParts(null),
    ...(silent && { silent }),
    ...(forwarded && { forwarded }),
    fromThread: { rootSeq: place.seq, seq },
  });
  yield* append({ chatId: doorOf(chat_id), senderId, kind: 'text', content, parts, at });
}

/** After a message was deleted in it. Nothing where it is no thread. */
export function* countReplies(threadId: string): Work<void> {
  if (!isThreadId(threadId)) return;
  const { message, thread } = yield* lookAtRoot(threadId);
  if (!thread) return;
  const now = { ...thread, count: yield* count(threadId) };
  yield* change(message, { parts: encodeParts({ ...decodeParts(message.parts), thread: now }) });
}

/** What was said in the thread of a message that is deleted is others', and stays to be found. */
export function partsOfTombstone(message: MessageRow): string | null {
  const { thread }: Pick<Message, 'thread'> = decodeParts(message.parts);
  return thread ? encodeParts({ ...decodeParts(null), thread }) : null;
}
