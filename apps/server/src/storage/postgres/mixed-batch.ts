import { doorOf } from '@confab/protocol/threads';
import type { LogCommand, LogOutcome, SendCommand } from '../chat-log.ts';
import type { RuleBook } from '../rule-book.ts';
import type { Work } from '../rule.ts';
import { NeedsCareError, runRuleAsync } from '../rule-run.ts';
import type { Queryable } from './connections.ts';
import { isStatementFault } from './postgres-errors.ts';
import { PostgresSteps } from './postgres-steps.ts';
import { sendOutcomes, sendQuery, type SentTuple } from './send-batch.ts';

/** A batch that holds other commands than sends, on the connection of its transaction: one command after the other. */
export class MixedBatch {
  readonly #on: Queryable;
  readonly #rules: RuleBook;
  readonly #steps: PostgresSteps;
  readonly #inCare: boolean;

  constructor(on: Queryable, rules: RuleBook, inCare: boolean) {
    this.#on = on;
    this.#rules = rules;
    this.#steps = new PostgresSteps(on);
    this.#inCare = inCare;
  }

  async run(commands: readonly LogCommand[]): Promise<LogOutcome[]> {
    await this.#lock(commands);
    const outcomes: LogOutcome[] = [];
    let sends: SendCommand[] = [];
    for (const command of commands) {
      const work = command.type === 'send' ? this.#rules.workOfSend(command) : this.#rules.workOf(command);
      if (command.type === 'send' && !work) sends.push(command);
      if (!work) continue;
      outcomes.push(...(await this.#send(sends)), await this.#carryOut(work));
      sends = [];
    }
    outcomes.push(...(await this.#send(sends)));
    return outcomes;
  }

  /**
   * First the chats, in the order of their ids: see migrations/0003-postgres-functions.ts. Then the people, by locks that need
   * no row of theirs, in the order of the keys of these.
   */
  async #lock(commands: readonly LogCommand[]): Promise<void> {
    const chats = commands.flatMap((command) =>
      command.type === 'send' ? [command.chatId, doorOf(command.chatId)] : (command.locks.chats ?? []),
    );
    const persons = commands.flatMap((command) => (command.type === 'send' ? [] : (command.locks.persons ?? [])));
    if (chats.length > 0) {
      const text = 'select from chats where id = any ($1) order by id for no key update';
      await this.#on.query({ name: 'confab_lock', text, values: [chats] });
    }
    if (persons.length > 0) {
      const text = `select pg_advisory_xact_lock(key) from (
        select distinct hashtextextended(id, 20) as key from unnest($1::text[]) as person (id) order by key) as keys`;
      await this.#on.query({ name: 'confab_lock_persons', text, values: [persons] });
    }
  }

  async #send(sends: readonly SendCommand[]): Promise<LogOutcome[]> {
    if (sends.length === 0) return [];
    return await sendOutcomes(this.#on, sends, await this.#on.query<SentTuple>(sendQuery(sends)));
  }

  /** Only where the batch is done in care does a rule cost a savepoint, see `NeedsCareError`. */
  async #carryOut(work: Work<unknown>): Promise<LogOutcome> {
    if (this.#inCare) await this.#on.query({ text: 'savepoint rule', values: [] });
    const { outcome, mustUndo } = await runRuleAsync(work, this.#steps, isStatementFault);
    if (mustUndo && !this.#inCare) throw new NeedsCareError();
    if (mustUndo) await this.#on.query({ text: 'rollback to savepoint rule', values: [] });
    if (this.#inCare) await this.#on.query({ text: 'release savepoint rule', values: [] });
    return outcome;
  }
}
