import type { ChatParts } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { maySteer } from '@confab/protocol/permissions';
import { isThreadId } from '@confab/protocol/threads';
import {
  appendSystem,
  change,
  chatRule,
  lookAsMember,
  lookAtMessage,
  type MessageRow,
  type PartRules,
  query,
  refuse,
  setChatParts,
  toMessage,
  type Work,
} from '../storage/rule.ts';

type Pinning = NonNullable<ChatParts['pinning']>;
type Actor = Parameters<typeof maySteer>[0]['role'];

interface Target {
  chatId: string;
  seq: number;
  actorId: string;
}

/** `content` tells of it in English; `at` in milliseconds since 1970. */
interface Told {
  content: string;
  at: number;
}

/** In one chat: a list that people look through, and one answer. */
const pinsMax = 50;

/** Answers the message as it is. Once pinned it stays so, and nobody is told again. */
export const pinRule = chatRule('pin-message', function* ({ content, at, ...target }: Target & Told) {
  const { chatId, seq, actorId } = target;
  const chat = yield* lookAtMessage(target);
  const { message } = chat;
  refuseOthers(chat);
  // What is pinned is listed for the chat.
  if (isThreadId(chatId)) refuse('forbidden', 'What is said in a thread is not pinned.');
  if (message.kind !== 'text') refuse('forbidden', 'What the chat itself says is not pinned.');
  if (message.deleted_at !== null) refuse('message-deleted', 'The message was deleted.');
  const parts = decodeParts(message.parts);
  if (parts.pin) return toMessage(message);
  // Not those of messages that a node of the version before deleted, see `pinnedMessages`.
  const [row] = yield* query<[count: number]>(
    `select count(*) from pins join messages on messages.chat_id = pins.chat_id and messages.seq = pins.seq
     where pins.chat_id = $1 and messages.deleted_at is null`,
    [chatId],
  );
  if ((row?.[0] ?? 0) >= pinsMax) {
    refuse('too-many-pins', `This chat has ${pinsMax} pinned messages, as many as it can hold. Unpin one first.`);
  }
  const event = { type: 'message-pinned', seq } as const;
  // Its time never runs backwards (D27): pins are in order by it.
  const line = yield* appendSystem({ chatId, senderId: actorId, event, content, at });
  const pin = { by: actorId, at: new Date(line.created_at).toISOString() };
  const pinned = yield* change(message, { parts: encodeParts({ ...parts, pin }) });
  yield* query('insert into pins (chat_id, seq, rev) values ($1, $2, $3)', [chatId, seq, pinned.rev]);
  return toMessage(pinned);
});

/** The mark and the list say it: there is no line in the log. */
export const unpinRule = chatRule('unpin-message', function* (target: Target) {
  const chat = yield* lookAtMessage(target);
  refuseOthers(chat);
  const { pin, ...parts } = decodeParts(chat.message.parts);
  if (!pin) return toMessage(chat.message);
  yield* forget(chat.message);
  return toMessage(yield* change(chat.message, { parts: encodeParts(parts) }));
});

interface Setting extends Told {
  chatId: string;
  actorId: string;
  pinning: Pinning;
}

export const setPinningRule = chatRule('set-pinning', function* ({ chatId, actorId, pinning, content, at }: Setting) {
  const group = yield* lookAsMember(chatId, actorId);
  if (group.kind === 'direct') refuse('chat-is-direct', 'In a direct chat both pin messages.');
  if (group.actorRole === 'member') forbid();
  if (pinningOf(group.parts) === pinning) return;
  const chatParts = { pinning };
  yield* setChatParts(group, chatParts);
  yield* appendSystem({ chatId, senderId: actorId, event: { type: 'pinning-changed', chatParts }, content, at });
});

export const pinRules = [pinRule, unpinRule, setPinningRule];

/** A deleted message is not pinned any more. */
export const pinPart: PartRules = {
  *gone(_pin, message) {
    yield* forget(message);
  },
};

function* forget({ chat_id, seq }: MessageRow): Work<void> {
  yield* query('delete from pins where chat_id = $1 and seq = $2', [chat_id, seq]);
}

function refuseOthers(chat: { kind: 'direct' | 'group'; actorRole: Actor; parts: ChatParts }): void {
  if (!maySteer({ role: chat.actorRole, chatKind: chat.kind }, chat.parts.pinning)) forbid();
}

function pinningOf({ pinning = 'admins' }: ChatParts): Pinning {
  return pinning;
}

function forbid(): never {
  refuse('forbidden', 'Only owners and admins of this group may do that.');
}
