import type { LogEvent, LogOutcome } from './chat-log.ts';
import type { Message } from '@confab/protocol';
import { Refusal, toMessage, type Work } from './rule.ts';
import type { AsyncSteps, Step, SyncSteps } from './rule-steps.ts';
import { SendEnd } from './send-with-parts.ts';
import { StorageError } from './storage-errors.ts';

/** How a rule ended. `mustUndo`: it was refused or failed, and something of it may have been written. */
export interface RuleEnd {
  outcome: LogOutcome;
  mustUndo: boolean;
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
      step = run.next(isBeside(step) ? null : steps[step.step](step.ask as never));
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
      step = run.next(isBeside(step) ? null : await steps[step.step](step.ask as never));
    } catch (error) {
      step = run.stop(error);
    }
  }
  return run.end;
}

/** One rule on its way, whoever carries out its steps. */
class RuleRun {
  readonly #work: Work<unknown>;
  readonly #isFault: IsFault;
  readonly #changes: Message[] = [];
  readonly #events: LogEvent[] = [];
  #asked: Step | null = null;
  #isDirty = false;
  #outcome: LogOutcome | null = null;

  constructor(work: Work<unknown>, isFault: IsFault) {
    this.#work = work;
    this.#isFault = isFault;
  }

  get end(): RuleEnd {
    if (!this.#outcome) throw new Error('A rule has not ended.');
    const { status } = this.#outcome;
    return { outcome: this.#outcome, mustUndo: this.#isDirty && (status === 'refused' || status === 'failed') };
  }

  /** The next step, null at the end. `answer` is that of the step before. */
  next(answer: unknown): Step | null {
    this.#note(answer);
    try {
      const { done, value } = this.#work.next(answer);
      if (done) this.#outcome = this.#done(value);
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

  #done(result: unknown): LogOutcome {
    const beside = { changes: this.#changes, events: this.#events };
    if (!(result instanceof SendEnd)) return { status: 'done', result, ...beside };
    const { outcome } = result;
    return outcome.status === 'changed' && (beside.changes.length > 0 || beside.events.length > 0)
      ? { ...outcome, beside }
      : outcome;
  }

  #note(answer: unknown): void {
    const asked = this.#asked;
    if (asked?.step === 'publish') this.#events.push(asked.ask);
    if (asked?.step === 'append' || asked?.step === 'change') this.#changes.push(toMessage(answer as never));
  }
}

function toOutcome(error: unknown): LogOutcome {
  if (!(error instanceof Refusal)) {
    return { status: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const { code, message: detail, current } = error;
  return { status: 'refused', code, detail, ...(current && { current }) };
}

/** What no database carries out: what is published, here, and what features do with parts and documents, in rule-book.ts. */
function isBeside(step: Step): step is Extract<Step, { step: 'publish' | 'drop-parts' | 'note-document' }> {
  return step.step === 'publish' || step.step === 'drop-parts' || step.step === 'note-document';
}

function writes(asked: Step): boolean {
  if (asked.step === 'query') return !/^\s*select\b/i.test(asked.ask.sql);
  return asked.step !== 'look' && asked.step !== 'find-send' && !isBeside(asked);
}
