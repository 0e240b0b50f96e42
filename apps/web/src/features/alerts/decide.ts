import {
  chatIn,
  type ClientState,
  documentOf,
  isFollowed,
  mentionsPerson,
  messageAt,
  threadSettings,
} from '@confab/client';
import type { Message } from '@confab/protocol';
import { namedSince } from '@confab/protocol/mentions';
import {
  decideNotify,
  isHeardForName,
  isWorthKeeping,
  type NotifyFacts,
  type NotifySettings,
} from '@confab/protocol/notify';
import { doorOf, rootOf } from '@confab/protocol/threads';
import { plainText } from '@confab/text';
import { myIdIn } from '../../session/client.ts';
import { isBlockedIn } from '../blocking/index.ts';

/** Keywords are looked for in so much of a message, as the server does. */
const wordsMax = 4_000;

type Asked = { facts: NotifyFacts; settings: NotifySettings };

/** Whether this message is worth a notification at this moment, by the rules that the server has too. */
export function isWorthHearing(state: ClientState, message: Message, now: number): boolean {
  const asked = askOf(state, message);
  return asked !== null && decideNotify(asked.facts, asked.settings, now).hear === 'notify';
}

/** Since when an edit makes it worth one, for naming me: milliseconds since 1970, by the server. Null where none does. */
export function namedAnewAt(state: ClientState, message: Message, now: number): number | null {
  const since = message.deletedAt === null ? namedSince(message.mentions, myIdIn(state)) : null;
  const asked = since === null ? null : askOf(state, message);
  return asked !== null && isHeardForName(asked.facts, asked.settings, now) ? since : null;
}

/** Null for what is no matter of mine. */
function askOf(state: ClientState, message: Message): Asked | null {
  const log = chatIn(state, message.chatId);
  const door = state.chats.get(doorOf(message.chatId));
  if (log === undefined || door === undefined) return null;
  const root = rootOf(message.chatId);
  const myId = myIdIn(state);
  // One that was opened here and is not followed.
  if (root !== null && !isFollowed(log, myId)) return null;
  const all = message.mentions?.all === 'everyone';
  const facts = {
    kind: root === null ? door.kind : 'thread',
    senderId: message.senderId,
    isMine: message.senderId === myId,
    isText: message.kind === 'text',
    isDeleted: message.deletedAt !== null,
    isRead: message.seq <= log.readSeq,
    isSilent: message.silent === true,
    mentionsMe: mentionsPerson(message, myId) && (!all || message.mentions?.userIds.includes(myId) === true),
    mentionsAll: all,
    words: plainText(message.content, { max: wordsMax }),
  } as const;
  const settings = {
    person: documentOf(state, 'notifications', null) ?? null,
    chat: documentOf(state, 'chat', doorOf(message.chatId)) ?? null,
    thread: threadSettings(state, message.chatId),
    blocked: documentOf(state, 'blocked', null) ?? null,
  };
  return { facts, settings };
}

/** What was shown of this place is not to be shown any more: it was read, somewhere, or is gone, or the chat is, or no more for me. */
export function isOver(state: ClientState, { chatId, seq }: { chatId: string; seq: number }): boolean {
  const log = chatIn(state, chatId);
  // Who reads a thread here that they do not follow has it here for a while only.
  if (log === undefined) return state.chatsLoaded && !state.chats.has(doorOf(chatId));
  if (seq <= log.readSeq) return true;
  const message = messageAt(log.log, seq) ?? (log.lastMessage?.seq === seq ? log.lastMessage : undefined);
  if (message === undefined) return false;
  if (isBlockedIn(state, message.senderId)) return true;
  return message.deletedAt !== null || (message.editedAt !== null && isNothingNow(state, message));
}

/** By an edit, as when it names me no more. */
function isNothingNow(state: ClientState, message: Message): boolean {
  const asked = askOf(state, message);
  return asked !== null && !isWorthKeeping(asked.facts, asked.settings, Date.now());
}
