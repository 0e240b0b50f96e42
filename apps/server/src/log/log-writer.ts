import type { Message } from '@confab/protocol';
import type { Bus } from '../bus/bus.ts';
import type { AfterCommit } from './after-commit.ts';
import type { ChatLog, LogCommand, LogOutcome, Published } from '../storage/chat-log.ts';
import { AppendQueue, type AppendQueueOptions, type Committing } from './append-queue.ts';
import { membersChanged } from './members-changed.ts';

/** The only way into the log: commits in groups, then tells the bus, and only then the one who asked (D2, D6). */
export interface LogWriter {
  /** Resolves when the outcome is durable and published. Rejects with QueueUnavailableError, or where a rule is broken. */
  submit(command: LogCommand): Promise<EndedOutcome>;
  readonly depth: number;
  close(): Promise<void>;
}

/** A rule that failed is no answer but an error. */
export type EndedOutcome = Exclude<LogOutcome, { status: 'failed' }>;

export interface LogWriterOptions extends AppendQueueOptions {
  log: ChatLog;
  bus: Bus;
  observe?: LogObserver;
  /** What it answers is the end of a command that is not to be written at all; asked with each, so it costs nothing. */
  refuse?: (command: LogCommand) => EndedOutcome | null;
  /** Hears of each message in its new state. */
  afterCommit?: Pick<AfterCommit, 'changed'>;
}

interface LogObserver {
  /** Hears of each committed batch. */
  committed(commands: number, seconds: number): void;
  /** Hears of each command that failed. */
  failed(error: unknown): void;
}

export function createLogWriter({ log, bus, observe, afterCommit, refuse, ...limits }: LogWriterOptions): LogWriter {
  const publish = (outcomes: readonly LogOutcome[]): void => {
    for (const outcome of outcomes) {
      if (outcome.status === 'changed') outcome.json = publishChange(bus, outcome.message, afterCommit);
      if (outcome.status === 'changed' && outcome.beside) publishAll(bus, outcome.beside, afterCommit);
      if (outcome.status === 'done') publishAll(bus, outcome, afterCommit);
    }
  };
  const queue = new AppendQueue(observe ? observed(log, observe) : log, publish, limits);
  return {
    async submit(command) {
      const refused = refuse?.(command) ?? null;
      if (refused) return refused;
      try {
        const outcome = await queue.submit(command);
        if (outcome.status === 'failed')
          throw new Error(`A rule failed, and nothing of it was written: ${outcome.reason}`);
        return outcome;
      } catch (error) {
        observe?.failed(error);
        throw error;
      }
    },
    get depth() {
      return queue.depth;
    },
    close: () => queue.close(),
  };
}

function observed(log: Committing, observe: LogObserver): Committing {
  return {
    async commit(commands) {
      const startedAt = performance.now();
      const outcomes = await log.commit(commands);
      observe.committed(commands.length, (performance.now() - startedAt) / 1_000);
      return outcomes;
    },
  };
}

type AfterChange = LogWriterOptions['afterCommit'];

function publishAll(bus: Bus, { changes, events }: Published, afterCommit: AfterChange): void {
  for (const message of changes) publishChange(bus, message, afterCommit);
  for (const { topic, event } of events) bus.publish(topic, event);
}

/** Encoded here, once, for every member on every node (D10), and for whoever sent it. */
function publishChange(bus: Bus, message: Message, afterCommit: AfterChange): string {
  const { chatId, seq, rev, kind } = message;
  const json = JSON.stringify(message);
  bus.publish(`chat:${chatId}`, { type: 'change', chatId, seq, rev, kind, json });
  if (kind === 'system') bus.publish('nodes', membersChanged.of({ chatId }));
  afterCommit?.changed(message);
  return json;
}
