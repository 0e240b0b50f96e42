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
  RevRange,
} from '../chat-log.ts';
import { changesIn, ChatHeads, type ChatHeadsOptions, chatsOf } from '../chat-heads.ts';
import { ChatStamps, type Stamps } from '../chat-stamps.ts';
import { toMessage } from '../message-row.ts';
import { sentRow } from '../sent-message.ts';
import type { CommitAnswer, CommitBatch } from './jobs.ts';
import type { SqliteWorkers } from './workers.ts';

/** The log on the worker threads. A read asked for after a commit has resolved sees what was committed. */
export class SqliteChatLog implements ChatLog {
  readonly #workers: SqliteWorkers;
  readonly #heads: ChatHeads;
  readonly #stamps = new ChatStamps();
  readonly stamps: Stamps | null;

  /** A database file has one process that writes; the simulation puts several nodes on one. */
  constructor(workers: SqliteWorkers, options: Omit<ChatHeadsOptions, 'read'> = { isShared: false }) {
    this.#workers = workers;
    this.stamps = options.isShared ? null : this.#stamps;
    this.#heads = new ChatHeads({ ...options, read: (chatIds) => this.readHeads(chatIds) });
  }

  async commit(commands: readonly LogCommand[]): Promise<LogOutcome[]> {
    if (commands.length === 0) return [];
    const chatIds = chatsOf(commands);
    let changesMembers = false;
    return await this.#stamps.during(
      { chatIds, mayChangeMembers: commands.some(({ type }) => type === 'rule') },
      () =>
        this.#heads.during(commands, async () => {
          const answer = await this.#workers.writer.call('commit', toBatch(commands));
          ({ changesMembers } = answer);
          return toOutcomes(commands, answer);
        }),
      (outcomes) => ({
        chatIds: [...chatIds, ...[...changesIn(outcomes)].map(({ chatId }) => chatId)],
        members: changesMembers,
      }),
    );
  }

  async moveReadPositions(moves: readonly ReadMove[]): Promise<ReadPosition[]> {
    if (moves.length === 0) return [];
    return await this.#stamps.during(
      { chatIds: moves.map(({ chatId }) => chatId), mayChangeMembers: false },
      () => this.#workers.writer.call('move-read-positions', moves),
      (positions) => ({
        chatIds: moves.flatMap(({ chatId }, at) => (positions[at]?.moved === false ? [] : [chatId])),
        members: false,
      }),
    );
  }

  async readChanges(chatId: string, afterRev: number, limit: number): Promise<EncodedChanges> {
    return await this.#workers.reader.call('read-changes', { chatId, afterRev, limit });
  }

  async readPage(chatId: string, query: PageQuery): Promise<EncodedPage> {
    return await this.#workers.reader.call('read-page', { chatId, query });
  }

  head(chatId: string): ChatHead | Promise<ChatHead | null> {
    return this.#heads.of(chatId);
  }

  changedBetween(chatId: string, revs: RevRange): readonly number[] | null {
    return this.#heads.changedBetween(chatId, revs);
  }

  async readHeads(chatIds: readonly string[]): Promise<Map<string, ChatHead>> {
    if (chatIds.length === 0) return new Map();
    const heads = await this.#workers.reader.call('read-heads', chatIds);
    return new Map(heads.map(([chatId, seq, rev]) => [chatId, { seq, rev }]));
  }
}

function toBatch(commands: readonly LogCommand[]): CommitBatch {
  const batch: CommitBatch = {
    count: commands.length,
    isRedoable: commands.every((command) => command.type === 'rule' && command.isRedoable === true),
    sends: { chatIds: [], senderIds: [], clientIds: [], contents: [], parts: null, ats: [] },
    others: [],
  };
  for (const [index, command] of commands.entries()) {
    if (command.type !== 'send') {
      batch.others.push([index, { rule: command.rule, input: command.input }]);
      continue;
    }
    const parts = command.parts ?? null;
    // Of those before it, none had any.
    if (parts !== null) batch.sends.parts ??= batch.sends.chatIds.map(() => null);
    batch.sends.parts?.push(parts);
    batch.sends.chatIds.push(command.chatId);
    batch.sends.senderIds.push(command.senderId);
    batch.sends.clientIds.push(command.clientId);
    batch.sends.contents.push(command.content);
    batch.sends.ats.push(command.at);
  }
  return batch;
}

function toOutcomes(commands: readonly LogCommand[], { seqs, revs, heldTimes, outcomes }: CommitAnswer): LogOutcome[] {
  const told = new Map(outcomes);
  const held = new Map(heldTimes);
  return commands.map((command, index) => {
    const outcome = told.get(index);
    if (outcome) return outcome;
    const seq = seqs[index];
    const rev = revs[index];
    if (command.type !== 'send' || !seq || !rev) throw new Error('The writer left a command unanswered.');
    return { status: 'changed', message: toMessage(sentRow(command, { seq, rev, at: held.get(index) ?? command.at })) };
  });
}
