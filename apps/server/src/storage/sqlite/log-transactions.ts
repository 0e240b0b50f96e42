import type { DatabaseSync } from 'node:sqlite';
import type { ReadMove, ReadPosition } from '../chat-log.ts';
import type { RuleBook } from '../rule-book.ts';
import { NeedsCareError } from '../rule-run.ts';
import { BatchCommit, type BatchContext } from './commit-batch.ts';
import type { CommitAnswer, CommitBatch } from './jobs.ts';
import { type LogStatements, prepareLogStatements } from './log-statements.ts';
import { LoadedChats } from './loaded-chats.ts';
import { isStatementFault } from './sqlite-errors.ts';
import { StatementRunner } from './statement-runner.ts';

/** The log's writes, on the writer's connection: each call is one transaction. */
export class LogTransactions {
  readonly #db: DatabaseSync;
  readonly #statements: LogStatements;
  readonly #chats: LoadedChats;
  readonly #batch: BatchContext;

  constructor(db: DatabaseSync, rules: RuleBook) {
    this.#db = db;
    this.#statements = prepareLogStatements(db);
    this.#chats = new LoadedChats(this.#statements);
    this.#batch = {
      statements: this.#statements,
      chats: this.#chats,
      runner: new StatementRunner(db),
      rules,
      // An error that rolled the transaction back is everybody's.
      isFault: (error) => db.isTransaction && isStatementFault(error),
    };
  }

  commit(batch: CommitBatch): CommitAnswer {
    try {
      return this.#inTransaction(() => new BatchCommit(this.#batch, false).run(batch));
    } catch (error) {
      if (!(error instanceof NeedsCareError)) throw error;
      return this.#inTransaction(() => new BatchCommit(this.#batch, true).run(batch));
    }
  }

  /** Somebody else is about to write to chats or members. */
  forgetChats(): void {
    this.#chats.forgetAll();
  }

  moveReadPositions(moves: readonly ReadMove[]): ReadPosition[] {
    return this.#inTransaction(() => moves.map((move) => this.#moveReadPosition(move)));
  }

  #moveReadPosition({ chatId, userId, seq: wanted }: ReadMove): ReadPosition {
    const { selectReadPosition, moveReadPosition, countUncounted, countMentions } = this.#statements;
    const row = selectReadPosition.get(chatId, userId) as { read_seq: number; seq: number; rev: number } | undefined;
    if (!row) return null;
    const readSeq = Math.max(row.read_seq, Math.min(wanted, row.seq));
    const moved = readSeq > row.read_seq;
    if (moved) moveReadPosition.run(readSeq, chatId, userId);
    // See unread.ts.
    const { count } = countUncounted.get(chatId, readSeq) as { count: number };
    const mentions = countMentions.get(userId, chatId, readSeq) as { count: number };
    return { readSeq, unread: row.seq - readSeq - count, mentions: mentions.count, atRev: row.rev, moved };
  }

  #inTransaction<Result>(work: () => Result): Result {
    this.#statements.begin.run();
    try {
      const result = work();
      this.#statements.commit.run();
      return result;
    } catch (error) {
      this.#chats.forgetAll();
      // A full disk may have rolled it back already.
      if (this.#db.isTransaction) this.#db.exec('rollback');
      throw error;
    }
  }
}
