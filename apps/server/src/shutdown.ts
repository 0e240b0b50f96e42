import type { Logger } from './monitoring/index.ts';

type Step = () => void | Promise<void>;

export interface Shutdown {
  readonly isStopping: boolean;
  /** Steps run one after another, in the order in which they were added; one that fails does not keep the next back. */
  add(name: string, step: Step): void;
  /** Runs once, however often it is called. */
  run(): Promise<void>;
}

export interface ShutdownOptions {
  logger: Logger;
  /** For all steps together. A step that is still at it when the time is up is left behind. */
  withinMs: number;
}

/** What a late step still gets: closing a database takes less, and leaving it open costs a recovery. */
const leastMs = 500;

export function createShutdown({ logger, withinMs }: ShutdownOptions): Shutdown {
  const steps: { name: string; step: Step }[] = [];
  let running: Promise<void> | undefined;
  const runSteps = async (): Promise<void> => {
    const deadline = performance.now() + withinMs;
    for (const { name, step } of steps) {
      const leftMs = Math.max(leastMs, deadline - performance.now());
      try {
        await settleWithin(leftMs, step);
      } catch (error) {
        logger.error({ err: error, step: name }, 'a step of the shutdown failed');
      }
    }
  };
  return {
    get isStopping() {
      return running !== undefined;
    },
    add: (name, step) => void steps.push({ name, step }),
    run: () => (running ??= runSteps()),
  };
}

async function settleWithin(ms: number, step: Step): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not done after ${Math.round(ms)} ms`)), ms);
  try {
    await Promise.race([step(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
