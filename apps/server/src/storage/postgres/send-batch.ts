import { doorOf } from '@confab/protocol/threads';
import type { LogOutcome, SendCommand } from '../chat-log.ts';
import { messageColumnsOf, type MessageTuple, toMessageRow } from '../message-columns.ts';
import { toMessage } from '../message-row.ts';
import type { FoundSend, SendAsk } from '../rule-steps.ts';
import { adminsPostMark } from '../posting.ts';
import { answerRetry, mayNotPost, notFound, sentRow } from '../sent-message.ts';
import type { Query, Queryable } from './connections.ts';

/** By place in the batch, from 0. */
export type Sent = Map<number, { seq: number; rev: number; at: number }>;

export function sendQuery(sends: readonly SendCommand[]): Query {
  return {
    name: 'confab_send',
    text: 'select n, seq, rev, at from confab_send($1, $2, $3, $4, $5, $6)',
    values: [
      sends.map((send) => send.chatId),
      sends.map((send) => send.senderId),
      sends.map((send) => send.clientId),
      sends.map((send) => send.content),
      sends.map((send) => send.at),
      // Costs nothing where none of them has any.
      sends.some(({ parts }) => parts) ? sends.map(({ parts }) => parts ?? null) : null,
    ],
  };
}

export type SentTuple = [n: number, seq: number, rev: number, at: number];

/** The outcomes of a batch of sends, of which `rows` were sent. The others are looked up: retries and strangers are rare. */
export async function sendOutcomes(
  on: Queryable,
  sends: readonly SendCommand[],
  rows: readonly SentTuple[],
): Promise<LogOutcome[]> {
  const sent: Sent = new Map(rows.map(([n, seq, rev, at]) => [n - 1, { seq, rev, at }]));
  const unsent = sends.filter((_, index) => !sent.has(index));
  const answers = unsent.length === 0 ? [] : await explainUnsent(on, unsent);
  let next = 0;
  return sends.map((send, index): LogOutcome => {
    const place = sent.get(index);
    if (place) return { status: 'changed', message: toMessage(sentRow(send, place)) };
    return answers[next++] ?? notFound;
  });
}

type UnsentTuple = [
  isMember: boolean,
  mayPost: boolean,
  firstChatId: string | null,
  contentHash: string | null,
  ...MessageTuple,
];

async function explainUnsent(on: Queryable, sends: readonly SendCommand[]): Promise<LogOutcome[]> {
  return (await findSends(on, sends)).map(({ isMember, mayPost: may, first }, index) => {
    const send = sends[index];
    if (!send || !isMember) return notFound;
    // A member without a first send has joined just now: when the send was tried, there was no member.
    if (!first) return may ? notFound : mayNotPost;
    return answerRetry(first.row && { ...first, row: first.row }, send.content);
  });
}

export async function findSends(on: Queryable, sends: readonly SendAsk[]): Promise<FoundSend[]> {
  const columns = messageColumnsOf('messages');
  const rows = await on.query<UnsentTuple>({
    name: 'confab_unsent',
    text: `select members.user_id is not null,
        members.role is distinct from 'member' or chats.parts is null or strpos(chats.parts, '${adminsPostMark}') = 0,
        sends.chat_id, sends.content_hash, ${columns}
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as i (chat_id, sender_id, client_id, door_id, n)
      left join members on members.chat_id = i.door_id and members.user_id = i.sender_id
      left join chats on chats.id = i.chat_id
      left join sends on sends.client_id = i.client_id and sends.sender_id = i.sender_id
      left join messages on messages.chat_id = i.chat_id and sends.chat_id = i.chat_id and messages.seq = sends.seq
      order by i.n`,
    values: [
      sends.map((send) => send.chatId),
      sends.map((send) => send.senderId),
      sends.map((send) => send.clientId),
      sends.map((send) => doorOf(send.chatId)),
    ],
  });
  return rows.map(([isMember, mayPost, firstChatId, contentHash, ...tuple], index) => {
    if (firstChatId === null) return { isMember, mayPost, first: null };
    const row = firstChatId === sends[index]?.chatId ? toMessageRow(tuple) : null;
    return { isMember, mayPost, first: { contentHash, row } };
  });
}
