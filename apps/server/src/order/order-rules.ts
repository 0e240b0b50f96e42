import { doorOf } from '@confab/protocol/threads';
import { requireLetIn } from '../accounts/standing-rules.ts';
import { addReport, targetOf } from '../moderation/report-rules.ts';
import {
  chatRule,
  type Draft,
  findSend,
  look,
  notFoundDetail,
  type PartRules,
  placesOf,
  query,
  refuse,
  type Work,
} from '../storage/rule.ts';
import { tellOrderChanged } from './order-changed-rules.ts';
import { setWordsRule } from './word-rules.ts';

/**
 * What is to be looked at before a message is sent, as far as memory knows: left out, and the message is sent as any other. It goes
 * with the send under the key `order`, and is no part of the message.
 */
export interface Ordered {
  /** No session vouches for its sender: it is sent in their name, later or by another. */
  unvouched?: true;
  /** Its sender may be muted. */
  muted?: true;
  /** Its group may be in slow mode. */
  slow?: true;
  /** Its sender may be new, and it has a link: until then a new account sends none, in milliseconds after it was made. */
  newFor?: number;
  /** What it says that is not to be said here. */
  blocked?: string;
  /** What of it the moderators are to look at, and the id of the report. */
  flagged?: { word: string; reportId: string };
}

/** To whoever wrote it. */
export function notToBeSaid(word: string): string {
  return `“${word}” is not to be said here. Write it in other words.`;
}

/** Whoever sent it before is answered as ever (D1): this is asked of what is new alone. */
export const orderPart: PartRules<Ordered> = {
  *resolve(ordered, draft) {
    yield* keepOrder(ordered, draft);
    return null;
  },
};

function* keepOrder({ unvouched, muted, slow, newFor, blocked, flagged }: Ordered, draft: Draft): Work<void> {
  if (unvouched) yield* requireLetIn(draft.senderId, draft.at);
  if (muted) yield* refuseMuted(draft);
  if (newFor !== undefined) yield* refuseNew(draft, newFor);
  if (blocked !== undefined) refuse('words-not-allowed', notToBeSaid(blocked));
  if (slow) yield* takeTurn(draft);
  if (flagged) yield* flag(flagged, draft);
}

function* refuseMuted({ senderId, at }: Pick<Draft, 'senderId' | 'at'>): Work<void> {
  const [mute] = yield* query<[reason: string, untilAt: number]>(
    `select reason, until_at from restrictions where user_id = $1 and kind = 'mute' and lifted_at = 0 and until_at > $2`,
    [senderId, at],
  );
  if (mute) refuse('muted', `You may read and not write until ${minuteOf(mute[1])}: ${mute[0]}`);
}

/** In words that need no time zone. */
function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function* refuseNew({ senderId, at }: Pick<Draft, 'senderId' | 'at'>, newFor: number): Work<void> {
  const [user] = yield* query<[createdAt: string]>('select cast(created_at as text) from users where id = $1', [
    senderId,
  ]);
  if (user && Date.parse(user[0]) > at - newFor) {
    refuse('forbidden', 'New accounts send no links here. Send it without the link, or ask somebody to send it.');
  }
}

/** Exact: the chat is locked, and whoever may wait for nobody costs nobody anything. */
function* takeTurn({ chatId, senderId, at }: Draft): Work<void> {
  const door = doorOf(chatId);
  const group = yield* look(door, { userIds: [senderId] });
  const seconds = group?.parts.slowMode ?? 0;
  if (seconds === 0 || group?.roleOf(senderId) !== 'member') return;
  const [last] = yield* query<[at: number]>('select at from slow_sends where chat_id = $1 and user_id = $2', [
    door,
    senderId,
  ]);
  const leftMs = last ? Math.min(last[0] + seconds * 1_000 - at, seconds * 1_000) : 0;
  if (leftMs > 0) refuse('slow-mode', `This group is in slow mode. Write again in ${Math.ceil(leftMs / 1_000)} s.`);
  yield* query(
    `insert into slow_sends (chat_id, user_id, at) values ($1, $2, $3)
     on conflict (chat_id, user_id) do update set at = excluded.at`,
    [door, senderId, Math.floor(at)],
  );
}

type Flagged = NonNullable<Ordered['flagged']>;

/** It is told with the message: the place that it takes is known here. */
function* flag(flagged: Flagged, { chatId, senderId, content, at }: Draft): Work<void> {
  const chat = yield* look(chatId, { inThread: true });
  yield* flagMessage(flagged, { chatId, seq: (chat?.seq ?? 0) + 1, senderId, content, at });
}

interface Flaggable {
  chatId: string;
  seq: number;
  senderId: string;
  content: string;
  at: number;
}

export function* flagMessage({ word, reportId: id }: Flagged, { senderId: userId, ...said }: Flaggable): Work<void> {
  const { chatId, seq, content, at } = said;
  const message = { content, files: [], createdAt: at };
  const what = { kind: 'message', target: targetOf(chatId, seq), reason: 'rule' } as const;
  yield* addReport({ ...what, id, userId, reporterId: '', words: word, at, chatId, seq, message });
}

export interface Holding {
  reportId: string;
  chatId: string;
  senderId: string;
  /** Made here where its sender gave it none. */
  clientId: string;
  content: string;
  /** What came beside its text, as JSON; null for nothing. */
  parts: string | null;
  /** Of its files, which its sender uploaded. */
  fileIds: readonly string[];
  word: string;
  ordered: Ordered;
  at: number;
}

/** Answers whether it was sent before: then it is answered as ever. */
export const holdRule = chatRule('hold-message', function* (held: Holding): Work<boolean> {
  const { reportId, chatId, senderId, clientId, content, parts, fileIds, word, ordered, at } = held;
  const draft = { chatId, senderId, clientId, content, parts, at };
  const { isMember, mayPost, first } = yield* findSend({ type: 'send', ...draft });
  if (!isMember) refuse('not-found', notFoundDetail);
  if (first) return true;
  if (!mayPost) refuse('forbidden', 'Only owners and admins of this group write in it.');
  yield* keepOrder(ordered, draft);
  yield* addReport({
    id: reportId,
    kind: 'held',
    target: `held ${senderId} ${clientId}`,
    userId: senderId,
    reporterId: '',
    reason: 'rule',
    words: word,
    at,
    chatId,
    seq: 0,
    message: { content, files: yield* namesOf(fileIds, senderId), createdAt: at, parts, clientId },
  });
  return false;
});

function* namesOf(fileIds: readonly string[], ownerId: string): Work<string[]> {
  if (fileIds.length === 0) return [];
  const rows = yield* query<[name: string]>(
    `select name from files where user_id = $1 and id in (${placesOf(fileIds, 2)})`,
    [ownerId, ...fileIds],
  );
  return rows.map(([name]) => name);
}

/** For the rule that changes settings of groups. */
export function* noteSlowMode(chatId: string, seconds: number): Work<void> {
  yield* query('delete from slow_groups where chat_id = $1', [chatId]);
  if (seconds > 0) yield* query('insert into slow_groups (chat_id, seconds) values ($1, $2)', [chatId, seconds]);
  else yield* query('delete from slow_sends where chat_id = $1', [chatId]);
  yield* tellOrderChanged();
}

export const orderRules = [holdRule, setWordsRule];
