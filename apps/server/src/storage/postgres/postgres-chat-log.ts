import { doorOf, isThreadId } from '@confab/protocol/threads';
import { mergeChanges } from '../changes-after.ts';
import { ChatHeads } from '../chat-heads.ts';
import type {
  ChatHead,
  ChatLog,
  EncodedChanges,
  EncodedPage,
  LogCommand,
  LogOutcome,
  PageQuery,
  ReadMove,
  ReadPosition,
  SendCommand,
} from '../chat-log.ts';
import { messageColumnNames, messageColumns, type MessageTuple, toMessageRow } from '../message-columns.ts';
import { encodePage } from '../message-row.ts';
import type { RuleBook } from '../rule-book.ts';
import { NeedsCareError } from '../rule-run.ts';
import { CommitOrder } from './commit-order.ts';
import type { Connections, Query, Queryable } from './connections.ts';
import { MixedBatch } from './mixed-batch.ts';
import { sendOutcomes, sendQuery, type SentTuple } from './send-batch.ts';

/** The log in PostgreSQL. Any number of processes may write: the database orders them by the rows of the chats. */
export class PostgresChatLog implements ChatLog {
  readonly stamps = null;
  readonly #connections: Connections;
  readonly #order = new CommitOrder();
  readonly #rules: RuleBook;
  readonly #heads = new ChatHeads({ read: (chatIds) => this.readHeads(chatIds), isShared: true });

  constructor(connections: Connections, rules: RuleBook) {
    this.#connections = connections;
    this.#rules = rules;
  }

  async commit(commands: readonly LogCommand[]): Promise<LogOutcome[]> {
    if (commands.length === 0) return [];
    return await this.#connections.track(this.#order.run(orderKeys(commands), () => this.#commit(commands)));
  }

  async #commit(commands: readonly LogCommand[]): Promise<LogOutcome[]> {
    const isUsual = (command: LogCommand): command is SendCommand =>
      command.type === 'send' && this.#rules.workOfSend(command) === null;
    if (!commands.every(isUsual)) return await this.#commitMixed(commands);
    const sent = await this.#connections.statement<SentTuple>(sendQuery(commands));
    return await sendOutcomes(this.#connections, commands, sent);
  }

  async #commitMixed(commands: readonly LogCommand[]): Promise<LogOutcome[]> {
    const commit = (inCare: boolean): Promise<LogOutcome[]> =>
      this.#connections.transaction((on) => new MixedBatch(on, this.#rules, inCare).run(commands));
    try {
      return await commit(false);
    } catch (error) {
      if (!(error instanceof NeedsCareError)) throw error;
      return await commit(true);
    }
  }

  async moveReadPositions(moves: readonly ReadMove[]): Promise<ReadPosition[]> {
    const rounds = oneMovePerMember(moves);
    const [only, ...more] = rounds;
    if (!only) return [];
    const answers: ReadPosition[] = Array.from({ length: moves.length }, () => null);
    if (more.length === 0) await moveRound(this.#connections, only, answers);
    else {
      await this.#connections.transaction(async (on) => {
        for (const round of rounds) await moveRound(on, round, answers);
      });
    }
    return answers;
  }

  async readChanges(chatId: string, afterRev: number, limit: number): Promise<EncodedChanges> {
    // One statement is one snapshot. How untouched messages are found: see changes-after.ts.
    const select = `select ${messageColumns}, touched from messages where chat_id = $1 and rev > $2`;
    type Tuple = [headRev: number, seq: number | null, ...MessageTuple, touched: number | null];
    const rows = await this.#connections.query<Tuple>({
      name: 'confab_read_changes',
      text: `select chats.rev, changes.seq, changes.* from chats left join lateral (
          (${select} and touched is null and seq > greatest(0, chats.seq - greatest(0, chats.rev - $2))
            order by seq limit $3)
          union all
          (${select} and touched = 1 order by rev limit $3)
        ) as changes on true where chats.id = $1`,
      values: [chatId, afterRev, limit + 1],
    });
    const headRev = rows[0]?.[0];
    if (headRev === undefined) return { messagesJson: '[]', count: 0, lastSeq: 0, upToRev: afterRev, more: false };
    const changes = rows.flatMap(([, seq, ...tuple]) => {
      const [message, touched] = splitTouched(tuple);
      return seq === null ? [] : [{ row: toMessageRow(message), touched }];
    });
    const untouched = changes.filter((change) => change.touched === null).map((change) => change.row);
    const touched = changes.filter((change) => change.touched !== null).map((change) => change.row);
    return mergeChanges({ untouched, touched, headRev }, limit);
  }

  async readPage(chatId: string, query: PageQuery): Promise<EncodedPage> {
    const rows = (await this.#connections.query<MessageTuple>(pageQuery(chatId, query))).map(toMessageRow);
    const page = rows.slice(0, query.limit);
    if (query.after === undefined) page.reverse();
    return encodePage(page, rows.length > query.limit);
  }

  changedBetween(): null {
    return null;
  }

  head(chatId: string): ChatHead | Promise<ChatHead | null> {
    return this.#heads.of(chatId);
  }

  async readHeads(chatIds: readonly string[]): Promise<Map<string, ChatHead>> {
    if (chatIds.length === 0) return new Map();
    const rows = await this.#connections.query<[id: string, seq: number, rev: number]>({
      name: 'confab_read_heads',
      text: 'select id, seq, rev from chats where id = any ($1)',
      values: [chatIds],
    });
    return new Map(rows.map(([id, seq, rev]) => [id, { seq, rev }]));
  }
}

/** One more row than asked for tells whether there are more. */
function pageQuery(chatId: string, { limit, before = Number.MAX_SAFE_INTEGER, after }: PageQuery): Query {
  const select = `select ${messageColumns} from messages where chat_id = $1 and seq < $2`;
  return after === undefined
    ? { name: 'confab_page_back', text: `${select} order by seq desc limit $3`, values: [chatId, before, limit + 1] }
    : {
        name: 'confab_page_on',
        text: `${select} and seq > $4 order by seq limit $3`,
        values: [chatId, before, limit + 1, after],
      };
}

function splitTouched(tuple: [...MessageTuple, touched: number | null]): [MessageTuple, number | null] {
  const width = messageColumnNames.length;
  return [tuple.slice(0, width) as MessageTuple, (tuple.at(width) ?? null) as number | null];
}

/** Whose logs the commands work on. Ids of people and of chats are not told apart by their form. */
function* orderKeys(commands: readonly LogCommand[]): Generator<string> {
  for (const command of commands) {
    if (command.type === 'send') {
      yield command.chatId;
      if (isThreadId(command.chatId)) yield doorOf(command.chatId);
      continue;
    }
    yield* command.locks.chats ?? [];
    for (const userId of command.locks.persons ?? []) yield `person ${userId}`;
  }
}

type PlacedMove = ReadMove & { place: number };

/** In each round at most one move per member, in their order. Nearly always there is one round. */
function oneMovePerMember(moves: readonly ReadMove[]): PlacedMove[][] {
  const rounds: PlacedMove[][] = [];
  const movesOf = new Map<string, number>();
  for (const [place, move] of moves.entries()) {
    const member = `${move.chatId} ${move.userId}`;
    const round = movesOf.get(member) ?? 0;
    movesOf.set(member, round + 1);
    (rounds[round] ??= []).push({ ...move, place });
  }
  return rounds;
}

async function moveRound(on: Queryable, moves: readonly PlacedMove[], answers: ReadPosition[]): Promise<void> {
  type Tuple = [n: number, readSeq: number, unread: number, mentions: number, atRev: number, moved: boolean];
  const rows = await on.query<Tuple>({
    name: 'confab_read_up_to',
    text: 'select n, read_seq, unread, mentions, at_rev, moved from confab_read_up_to($1, $2, $3)',
    values: [moves.map((move) => move.chatId), moves.map((move) => move.userId), moves.map((move) => move.seq)],
  });
  for (const [n, readSeq, unread, mentions, atRev, moved] of rows) {
    const move = moves[n - 1];
    if (move) answers[move.place] = { readSeq, unread, mentions, atRev, moved };
  }
}
