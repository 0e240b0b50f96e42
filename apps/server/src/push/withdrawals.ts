import { doorOf, isThreadId } from '@confab/protocol/threads';
import type { Message } from '@confab/protocol';
import { sql } from 'kysely';
import type { AfterCommit } from '../log/after-commit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { hastenRule } from '../notifications/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { pushKey, readPushKey } from './push-key.ts';
import { type PushDb, pushTables } from './push-tables.ts';

export interface WithdrawalContext {
  storage: Storage;
  writer: LogWriter;
  clock: Clock;
  afterCommit: AfterCommit;
  onError: (error: unknown) => void;
}

interface Pair {
  userId: string;
  logId: string;
}

const gatherMs = 100;
const pairsAtOnce = 200;

/**
 * Finds notifications that are shown and should not be: what was read elsewhere, deleted, or belongs to a chat that its person was removed
 * from. Beside what is committed here, as the deriver does it; what was missed is found in a round.
 */
export class Withdrawals {
  readonly #context: WithdrawalContext;
  readonly #db: PushDb;
  #read = new Map<string, Pair>();
  #changedLogs = new Set<string>();
  #running: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #isClosed = false;

  /** `mayShow`: roughly, whether something may be shown to this person at all. */
  constructor(context: WithdrawalContext, mayShow: (userId: string) => boolean) {
    this.#context = context;
    this.#db = pushTables(context.storage);
    context.afterCommit.listen({
      changed: (message) => this.#changed(message, mayShow),
      read: ({ userId, chatId }) => {
        if (mayShow(userId)) this.#noteRead({ userId, logId: chatId });
      },
    });
  }

  /** Looks through all that is shown of logs. Tags of notices have a slash. */
  async lookForMissed(): Promise<void> {
    const { rows } = await sql<{ user_id: string; log_id: string }>`
      select distinct push_subscriptions.user_id, push_shown.log_id
      from push_shown join push_subscriptions on push_subscriptions.session_id = push_shown.session_id
      left join members on members.chat_id = push_shown.log_id and members.user_id = push_subscriptions.user_id
      left join messages on messages.chat_id = push_shown.log_id and messages.seq = push_shown.seq
      where push_shown.log_id not like '%/%'
        and (members.user_id is null or members.read_seq >= push_shown.seq or messages.deleted_at is not null)`.execute(
      this.#db,
    );
    await this.#hasten(rows.map(({ user_id: userId, log_id: logId }) => ({ userId, logId })));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#running;
  }

  #changed({ chatId, senderId, kind, deletedAt }: Message, mayShow: (userId: string) => boolean): void {
    // Whoever writes has read; what the chat itself says may be that somebody was removed.
    if (kind === 'text' && mayShow(senderId)) this.#noteRead({ userId: senderId, logId: chatId });
    if (kind === 'text' && deletedAt === null) return;
    this.#changedLogs.add(chatId);
    this.#plan();
  }

  #noteRead(pair: Pair): void {
    this.#read.set(pushKey(pair.userId, pair.logId), pair);
    this.#plan();
  }

  #plan(): void {
    if (this.#cancel || this.#running || this.#isClosed) return;
    this.#cancel = this.#context.clock.after(gatherMs, () => {
      this.#cancel = null;
      this.#running = this.#run()
        .catch(this.#context.onError)
        .finally(() => {
          this.#running = null;
          if (this.#read.size + this.#changedLogs.size > 0) this.#plan();
        });
    });
  }

  async #run(): Promise<void> {
    const [pairs, logIds] = [[...this.#read.values()], [...this.#changedLogs]];
    this.#read = new Map();
    this.#changedLogs = new Set();
    for (let start = 0; start < pairs.length; start += pairsAtOnce) {
      await this.#hasten(await this.#shownTo(pairs.slice(start, start + pairsAtOnce)));
    }
    for (const logId of logIds) await this.#hasten(await this.#shownOf(logId));
  }

  /** What is about to be shown counts: its job is there until it is noted, and is done again. */
  async #shownTo(pairs: readonly Pair[]): Promise<Pair[]> {
    const values = pairs.map(
      ({ userId, logId }) =>
        sql`(cast(${userId} as text), cast(${logId} as text), cast(${pushKey(userId, logId)} as text))`,
    );
    const { rows } = await sql<Pair>`with asked (user_id, log_id, key) as (values ${sql.join(values)})
      select asked.user_id as "userId", asked.log_id as "logId" from asked
      where exists (select 1 from jobs where jobs.kind = 'push' and jobs.key = asked.key)
      or exists (select 1 from push_subscriptions
        join push_shown on push_shown.session_id = push_subscriptions.session_id
        where push_subscriptions.user_id = asked.user_id and push_shown.log_id = asked.log_id)`.execute(this.#db);
    return rows;
  }

  /** To whom something of the log is shown; of a chat of its threads as well: whoever was removed is shown none of these. */
  async #shownOf(logId: string): Promise<Pair[]> {
    const rows = await this.#db
      .selectFrom('push_shown')
      .innerJoin('push_subscriptions', 'push_subscriptions.session_id', 'push_shown.session_id')
      .select(['push_subscriptions.user_id as userId', 'push_shown.log_id as logId'])
      .distinct()
      .where((where) =>
        where.or([
          where('push_shown.log_id', '=', logId),
          where.and([
            where.val(!isThreadId(logId)),
            where('push_shown.log_id', '>=', `${doorOf(logId)}~`),
            where('push_shown.log_id', '<', `${doorOf(logId)}\u007f`),
          ]),
        ]),
      )
      .execute();
    const { rows: jobs } = await sql<{
      key: string;
    }>`select key from jobs where kind = 'push' and key like ${`%/${logId}%`}`.execute(this.#db);
    const underWay = jobs.map(({ key }) => readPushKey(key));
    return [...rows, ...underWay.filter((pair) => pair.logId === logId || doorOf(pair.logId) === logId)];
  }

  async #hasten(pairs: readonly Pair[]): Promise<void> {
    const { writer, clock } = this.#context;
    const dueAt = clock.wallNow();
    for (let start = 0; start < pairs.length; start += pairsAtOnce) {
      const part = pairs.slice(start, start + pairsAtOnce);
      const jobs = part.map(({ userId, logId }) => ({ kind: 'push', key: pushKey(userId, logId), dueAt }));
      await submit(writer, hastenRule.command({ logIds: [...new Set(part.map(({ logId }) => logId))], jobs }));
    }
  }
}
