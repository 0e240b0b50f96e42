import type { LogOutcome, RuleCommand } from './chat-log.ts';
import { toMessage } from './message-row.ts';
import type { RuleBook } from './rule-book.ts';
import { Refusal, type Work } from './rule.ts';
import type { AsyncSteps, LogEvent, Step, SyncSteps } from './rule-steps.ts';
import { StorageError } from './storage-errors.ts';

type DoneOutcome = Extract<LogOutcome, { status: 'done' }>;
export type RuleOutcome = Extract<LogOutcome, { status: 'done' | 'refused' | 'failed' }>;

/** How a rule ended. `isDirty`: something of it may have been written, which must not stay if it was refused or failed. */
export interface RuleEnd {
  outcome: RuleOutcome;
  isDirty: boolean;
}

/**
 * A rule was refused or failed after it had written. The batch is rolled back and done once more, in care: with a
 * savepoint around each rule, so that its neighbours are not disturbed (D5). In the usual case rules cost no savepoints.
 */
export class NeedsCareError extends StorageError {
  override readonly name = 'NeedsCareError';
}

/** Whether an error in a step is the rule's own, as a statement that the database refuses, and not the database's trouble. */
export type IsFault = (error: unknown) => boolean;

export function runRule(work: Work<unknown>, steps: SyncSteps, isFault: IsFault): RuleEnd {
  const run = new RuleRun(work, isFault);
  for (let step = run.next(undefined); step;) {
    try {
      // The name of a step says what it asks for.
      step = run.next(step.step === 'publish' ? null : steps[step.step](step.ask as never));
    } catch (error) {
      step = run.stop(error);
    }
  }
  return run.end;
}

export async function runRuleAsync(work: Work<unknown>, steps: AsyncSteps, isFault: IsFault): Promise<RuleEnd> {
  const run = new RuleRun(work, isFault);
  for (let step = run.next(undefined); step;) {
    try {
      step = run.next(step.step === 'publish' ? null : await steps[step.step](step.ask as never));
    } catch (error) {
      step = run.stop(error);
    }
  }
  return run.end;
}

/** Begins the work of a command; that of an unknown rule fails. */
export function* workOf(rules: RuleBook, command: RuleCommand): Work<unknown> {
  const rule = rules.get(command.rule);
  if (!rule) throw new Error(`There is no rule "${command.rule}".`);
  return yield* rule.run(command.input as never);
}

/** One rule on its way, whoever carries out its steps. */
class RuleRun {
  readonly #work: Work<unknown>;
  readonly #isFault: IsFault;
  readonly #changes: DoneOutcome['changes'][number][] = [];
  readonly #events: LogEvent[] = [];
  #asked: Step | null = null;
  #isDirty = false;
  #outcome: RuleOutcome | null = null;

  constructor(work: Work<unknown>, isFault: IsFault) {
    this.#work = work;
    this.#isFault = isFault;
  }

  get end(): RuleEnd {
    if (!this.#outcome) throw new Error('A rule has not ended.');
    return { outcome: this.#outcome, isDirty: this.#isDirty };
  }

  /** The next step, null at the end. `answer` is that of the step before. */
  next(answer: unknown): Step | null {
    this.#note(answer);
    try {
      const { done, value } = this.#work.next(answer);
      if (done) this.#outcome = { status: 'done', result: value, changes: this.#changes, events: this.#events };
      this.#asked = done ? null : value;
    } catch (error) {
      this.#outcome = toOutcome(error);
      this.#asked = null;
    }
    if (this.#asked && writes(this.#asked)) this.#isDirty = true;
    return this.#asked;
  }

  /** The step could not be carried out. */
  stop(error: unknown): null {
    if (!this.#isFault(error)) throw error;
    // On PostgreSQL even a select that fails ends the transaction.
    this.#isDirty = true;
    this.#outcome = toOutcome(error);
    return null;
  }

  #note(answer: unknown): void {
    const asked = this.#asked;
    if (asked?.step === 'publish') this.#events.push(asked.ask);
    if (asked?.step === 'append' || asked?.step === 'change') this.#changes.push(toMessage(answer as never));
  }
}

function toOutcome(error: unknown): RuleOutcome {
  if (!(error instanceof Refusal)) {
    return { status: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const { code, message: detail, current } = error;
  return { status: 'refused', code, detail, ...(current && { current }) };
}

function writes({ step, ask }: Step): boolean {
  if (step === 'query') return !/^\s*select\b/i.test(ask.sql);
  return step !== 'look' && step !== 'publish';
}
