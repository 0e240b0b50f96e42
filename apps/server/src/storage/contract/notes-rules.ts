import { chatRules } from '../../chats/chat-rules.ts';
import { messageRules } from '../../messages/message-rules.ts';
import {
  append,
  appendSystem,
  change,
  chatRule,
  defineRule,
  look,
  lookAsMember,
  lookAtMessage,
  type PartRules,
  personRule,
  publish,
  query,
  refuse,
  setChatParts,
} from '../rule.ts';

/** Rules of a feature that only tests have: people put notes on messages, in a table of its own, and count their notes. */

export interface Note {
  chatId: string;
  seq: number;
  actorId: string;
  text: string;
  at: number;
  /** What goes wrong after everything was written. */
  trouble?: 'refused' | 'thrown' | 'not unique' | 'no statement' | 'forbidden write';
}

export const noteRule = chatRule('note', function* ({ chatId, seq, actorId, text, at, trouble }: Note) {
  const { message } = yield* lookAtMessage({ chatId, seq, actorId });
  const rows = yield* query<[count: number]>('select count(*) from notes where chat_id = $1', [chatId]);
  if ((rows[0]?.[0] ?? 0) >= 2) refuse('too-large', 'There are two notes in this chat already.');
  yield* query('insert into notes (chat_id, seq, author_id, note) values ($1, $2, $3, $4)', [
    chatId,
    seq,
    actorId,
    text,
  ]);
  yield* change(message, { content: `${message.content} (${text})` });
  yield* appendSystem({ chatId, senderId: actorId, event: { type: 'renamed', name: text }, content: 'noted.', at });
  yield* publish(`user:${actorId}`, { type: 'chat-joined', chatId, userId: actorId });
  if (trouble === 'refused') refuse('forbidden', 'Not so.');
  if (trouble === 'thrown') throw new Error('a defect');
  if (trouble === 'not unique') {
    yield* query('insert into notes (chat_id, seq, author_id, note) values ($1, $2, $3, $4)', [
      chatId,
      seq,
      actorId,
      text,
    ]);
  }
  if (trouble === 'no statement') yield* query('select nothing from nowhere');
  if (trouble === 'forbidden write') yield* query("update messages set content = ''");
  return { noted: text };
});

/** Says what another rule is to see of what came before it in its batch. */
export const seenRule = chatRule('seen', function* ({ chatId, userId }: { chatId: string; userId: string }) {
  const chat = yield* look(chatId, { userIds: [userId], counts: true, seq: 1 });
  const [row] = yield* query<[seq: number, rev: number, readSeq: number]>(
    'select chats.seq, chats.rev, members.read_seq from chats join members on chat_id = id where id = $1 and user_id = $2',
    [chatId, userId],
  );
  return { chat: chat && { ...chat, roleOf: null }, role: chat?.roleOf(userId), row };
});

/** Reads a person's counter, and writes it in another step: without a lock, two would write the same. */
export const countRule = personRule('count', function* ({ userId }: { userId: string }) {
  const [row] = yield* query<[count: number]>('select count from counts where user_id = $1', [userId]);
  const count = (row?.[0] ?? 0) + 1;
  yield* query(
    'insert into counts (user_id, count) values ($1, $2) on conflict (user_id) do update set count = excluded.count',
    [userId, count],
  );
  return count;
});

/** Says something in somebody's name. */
export const sayRule = chatRule(
  'say',
  function* ({ chatId, senderId, at }: { chatId: string; senderId: string; at: number }) {
    return (yield* append({ chatId, senderId, kind: 'text', content: 'said', parts: null, at })).seq;
  },
);

/** Of a chat and a person. */
export const bothRule = defineRule(
  'both',
  ({ chatId, userId }: { chatId: string; userId: string; at: number }) => ({ chats: [chatId], persons: [userId] }),
  function* ({ chatId, userId, at }) {
    const event = { type: 'renamed', name: 'both' } as const;
    yield* appendSystem({ chatId, senderId: userId, event, content: 'both', at });
    return yield* countRule.run({ userId });
  },
);

/** A setting of a chat, and the message that tells of it. */
export const settingRule = chatRule('setting', function* ({ chatId, actorId, noting, at, fails }: Setting) {
  const chat = yield* lookAsMember(chatId, actorId);
  if (chat.parts['noting'] === noting) return chat.parts;
  yield* setChatParts(chat, { noting, lastNotedAt: noting === null ? null : at });
  const event = { type: 'renamed', name: `noting: ${noting}` } as const;
  yield* appendSystem({ chatId, senderId: actorId, event, content: 'set.', at });
  if (fails) refuse('forbidden', 'Not so.');
  return (yield* lookAsMember(chatId, actorId)).parts;
});

interface Setting {
  chatId: string;
  actorId: string;
  noting: 'everyone' | 'nobody' | null;
  at: number;
  fails?: boolean;
}

/** Of the part `label` of a message. */
const labels: PartRules<string> = {
  *mayAccept(label, { chatId }) {
    const [row] = yield* query<[unwanted: string]>('select $1 from chats where id = $2', [label, chatId]);
    if (row?.[0] === 'unwanted') refuse('forbidden', 'Nobody wants this label.');
  },
  *sent(label, { chat_id, seq, sender_id }) {
    const values = [chat_id, seq, sender_id, label];
    yield* query('insert into notes (chat_id, seq, author_id, note) values ($1, $2, $3, $4)', values);
    yield* publish(`chat:${chat_id}`, { type: 'labelled', chatId: chat_id, seq });
    if (label === 'refused late') refuse('forbidden', 'Too late for that.');
    if (label === 'thrown') throw new Error('a defect');
  },
  *gone(label, { chat_id, seq }) {
    yield* query('delete from notes where chat_id = $1 and seq = $2 and note = $3', [chat_id, seq, label]);
    if (label === 'kept') refuse('forbidden', 'This label is kept.');
  },
};

export const parts = { label: labels };

/** With those that make chats and delete messages. */
export const rules = [...chatRules, ...messageRules, noteRule, seenRule, countRule, bothRule, settingRule, sayRule];
