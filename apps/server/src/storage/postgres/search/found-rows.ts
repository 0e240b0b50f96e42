import {
  messageColumnNames,
  messageColumnsOf,
  type MessageRow,
  type MessageTuple,
  toMessageRow,
} from '../../message-columns.ts';
import type { LineRow } from '../../search/line.ts';
import type { IndexQuery } from '../../search/search-index.ts';
import type { Query, Queryable } from '../connections.ts';
import type { Look, NumberedGroup } from './choose-look.ts';
import type { PhrasePatterns } from './phrase-patterns.ts';
import { signOf } from './token-signs.ts';

/** A candidate in a chat that the person is in now, with its message and those beside it, where they are wanted. */
export interface Found {
  id: number;
  logId: string;
  seq: number;
  /** Null: it is gone. */
  row: MessageRow | null;
  before: LineRow | null;
  after: LineRow | null;
}

export interface FoundRows {
  found: Found[];
  /** Where to go on; null: there is no more. */
  next: number | null;
  /** What it cost, in messages that are held against words in a row. */
  tried: number;
}

export interface Asked {
  query: Pick<IndexQuery, 'userId' | 'above' | 'below' | 'order'>;
  look: Look;
  /** Numbers of those that the person is in; null: of each candidate it is asked whether they are. */
  chats: readonly number[] | null;
  /** Words in a row. */
  phrases: PhrasePatterns;
  limit: number;
  /** What is said right before and after is wanted too. */
  hasLines: boolean;
}

const lineColumns = ['kind', 'sender_id', 'content', 'deleted_at', 'parts'] as const;
type LineTuple = [MessageRow['kind'] | null, string, string, number | null, string | null];

/** In one statement, and so of one moment: where it may be, whether the person is a member there now (D19), and what it says now. */
export async function readFound(on: Queryable, asked: Asked): Promise<FoundRows> {
  const rows = await on.query<unknown[]>(statementOf(asked));
  const found = rows.flatMap((row) => (row[2] === null ? [] : [toFound(row, asked.hasLines)]));
  const [last, tried] = (rows[0] ?? [null, 0]) as [last: number | null, tried: number, ...unknown[]];
  return { found, next: found.length === asked.limit ? (found.at(-1)?.id ?? null) : last, tried };
}

function toFound(row: readonly unknown[], hasLines: boolean): Found {
  const [, , id, logId, seq, ...rest] = row as [unknown, unknown, number, string, number, ...unknown[]];
  const width = messageColumnNames.length;
  const message = rest.slice(0, width) as unknown as MessageTuple;
  const line = (from: number): LineRow | null => toLine(rest.slice(from, from + lineColumns.length) as LineTuple);
  return {
    id,
    logId,
    seq,
    row: message[0] === null ? null : toMessageRow(message),
    before: hasLines ? line(width) : null,
    after: hasLines ? line(width + lineColumns.length) : null,
  };
}

function toLine([kind, sender_id, content, deleted_at, parts]: LineTuple): LineRow | null {
  return kind === null ? null : { kind, sender_id, content, deleted_at, parts };
}

/** Prepared once for each of its shapes on each connection: to plan it takes as long as to carry it out. */
function statementOf({ query, look: chosen, chats, phrases, limit, hasLines }: Asked): Query {
  const look = {
    ...chosen,
    checked: chosen.checked.toSorted((one, other) => Number(isOne(other)) - Number(isOne(one))),
  };
  const values: Query['values'] = [query.above, query.below, limit, query.userId];
  const add = (value: Query['values'][number], type: string): string => `$${values.push(value)}::${type}`;
  const checks = look.checked.map((group) => {
    const signs = add(signsOf(group).join(''), 'text');
    return isOne(group) ? `position(${signs} in tokens) > 0` : `translate(tokens, ${signs}, '') <> tokens`;
  });
  if (chats) checks.push(`chat_no = any(${add(chats, 'integer[]')})`);
  const hasPhrases = phrases.rows.length > 0;
  // Most fail the first of the two.
  const ofPlace = hasPhrases
    ? `case when ${phraseCheck(add(phrases.orders, 'text[]'), add(phrases.rows, 'text[]'))} then ${memberCheck} else false end`
    : memberCheck;
  const direction = query.order === 'newest' ? 'desc' : 'asc';
  const within = 'id > $1 and id < $2';
  const parts: string[] = [];
  let from: string;
  let conditions: readonly string[] = [];
  let last: string;
  let gone: string;
  if (look.kind === 'up') {
    const looked = look.looked.map((group) => `string_to_array(tokens, null) && ${add(signsOf(group), 'text[]')}`);
    const where = [...looked, ...checks].join(' and ');
    parts.push(`hit as materialized (select id, log_no, seq from search_said where ${where})`);
    // Bounds of ids are asked of what it finds: the planner would take the index of ids for the better one.
    from = `select * from hit where ${within} order by id ${direction} offset 0`;
    last = 'null::bigint';
    gone = '(select count(*) from hit)';
  } else {
    const messages = add(look.messages, 'integer');
    const inOrder = `from search_said where ${within} order by id ${direction}`;
    from = `select * ${inOrder} limit ${messages}`;
    conditions = checks;
    gone = messages;
    last = `(select id ${inOrder} offset ${messages} - 1 limit 1)`;
  }
  let tried = '0';
  if (hasPhrases) {
    parts.push(`tried as materialized (select id, log_no, seq from (${from}) as near
      where ${['true', ...conditions].join(' and ')} order by id ${direction} limit ${triedMax})`);
    last = `coalesce((select id from tried order by id ${direction} offset ${triedMax} - 1 limit 1), ${last})`;
    [from, conditions, tried] = ['select * from tried', [], '(select count(*) from tried)'];
  }
  // The place of each is known before it is asked whether it may be seen, and no more of them are asked about than are wanted.
  parts.push(`page as materialized (select looked.id, place.log_id, looked.seq from (${from}) as looked
    cross join lateral (select log_id from search_places where no = looked.log_no limit 1) as place
    where ${[...conditions, ofPlace].join(' and ')} order by looked.id ${direction} limit $3)`);
  // A page that is full was found before the end of them.
  const isShort = '(select count(*) from page) < $3';
  const rest = `select case when ${isShort} then ${last} end as last,
    (${tried} + case when ${isShort} then ${gone} / ${chats ? passedForTried : askedForTried} else 0 end)::integer as tried`;
  const lines = hasLines ? [beside('line_before', '- 1'), beside('line_after', '+ 1')] : [];
  const text = `with ${parts.join(', ')} select rest.last, rest.tried, page.id, page.log_id, page.seq, ${[
    messageColumnsOf('message'),
    ...(hasLines ? ['line_before', 'line_after'].map(lineColumnsOf) : []),
  ].join(', ')} from (${rest}) as rest left join page on true
    left join lateral (select * from messages where chat_id = page.log_id and seq = page.seq limit 1) as message on true
    ${lines.join(' ')} order by page.id ${direction}`;
  const name = nameOf({ query, look, chats, phrases, hasLines });
  return name === null ? { text, values } : { name, text, values };
}

/** To read a message and hold it against a few patterns takes some ten times as long as to hold its words against a sign. */
const triedMax = 4_000;
/** Messages that are passed by cost as much as one that is tried; fewer, where of each it is asked whether the person is in its chat (A43). */
const [passedForTried, askedForTried] = [20, 2];
/** Each shape that stays prepared takes some 200 KB of each connection, for as long as it lives: few of them, whoever asks for what (A43). */
const namedMax = 3;
const memberCheck = `(select true from members where chat_id = split_part(place.log_id, '~', 1) and user_id = $4)`;

/** What is no plain text, or has files, is held against the phrase once it is read. */
function phraseCheck(orders: string, rows: string): string {
  return `(select octet_length(messages.content) <> char_length(messages.content) or position('"files"' in parts) > 0
    or (small.content like all(${orders}) and small.content ~ all(${rows}))
    from messages cross join lateral (select lower(messages.content collate "C") as content offset 0) as small
    where chat_id = place.log_id and seq = looked.seq limit 1)`;
}

/** Null: seldom asked for, and planned each time. */
function nameOf({ query, look, chats, phrases, hasLines }: Omit<Asked, 'limit'>): string | null {
  const looked = look.kind === 'up' ? look.looked.length : 0;
  if (looked + look.checked.length > namedMax || query.order === 'oldest') return null;
  const checked = look.checked.map((group) => (isOne(group) ? '1' : 'n')).join('');
  const kinds = [chats ? 'chats' : 'all', phrases.rows.length > 0 ? 'rows' : 'words', hasLines ? 'lines' : 'plain'];
  return ['confab_search', look.kind, looked, checked, ...kinds].join('_');
}

function isOne({ anyOf }: NumberedGroup): boolean {
  return anyOf.length === 1;
}

function signsOf({ anyOf }: NumberedGroup): string[] {
  return anyOf.map(signOf);
}

function lineColumnsOf(table: string): string {
  return lineColumns.map((name) => `${table}.${name}`).join(', ');
}

function beside(table: string, step: string): string {
  return `left join lateral (select ${lineColumns.join(', ')} from messages
    where chat_id = page.log_id and seq = page.seq ${step} limit 1) as ${table} on true`;
}
