import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { SimDatabase } from '../../apps/server/tests/simulation/sim-database.ts';
import { simulate } from '../../apps/server/tests/simulation/simulate.ts';

/** Seeds of one thread: `start`, `start + step` … below `end`. */
interface Share {
  start: number;
  end: number;
  step: number;
  /** What is too old goes meanwhile. */
  expires: boolean;
}

interface Outcome {
  seed: number;
  violations: readonly string[];
  events: number;
  messages: number;
  documents: number;
  expired: number;
}

if (isMainThread) await runAll();
else await runShare(workerData as Share);

async function runShare({ start, end, step, expires }: Share): Promise<void> {
  const port = parentPort;
  const database = await SimDatabase.open();
  for (let seed = start; seed < end; seed += step) {
    const { violations, events, messages, documents, expired } = await simulate(seed, database, { expires });
    port?.postMessage({ seed, violations, events, messages, documents, expired } satisfies Outcome);
  }
}

async function runAll(): Promise<void> {
  const options = {
    seeds: { type: 'string', default: '10000' },
    start: { type: 'string', default: '1' },
    expires: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ options });
  const start = Number(values.start);
  const end = start + Number(values.seeds);
  const threads = Math.min(availableParallelism(), end - start);
  const startedAt = performance.now();
  const totals = { seeds: 0, broken: 0, events: 0, messages: 0, documents: 0, expired: 0 };
  const shares = Array.from({ length: threads }, (_, index) =>
    runThread({ start: start + index, end, step: threads, expires: values.expires }, (outcome) =>
      note(outcome, totals),
    ),
  );
  await Promise.all(shares);
  const minutes = (performance.now() - startedAt) / 60_000;
  say(
    `${totals.seeds} worlds in ${minutes.toFixed(1)} minutes (${Math.round(totals.seeds / minutes)} a minute): ` +
      `${totals.events} events, ${totals.messages} messages, ${totals.documents} documents, ${totals.expired} expired, ${totals.broken} broken.`,
  );
  process.exitCode = totals.broken > 0 ? 1 : 0;
}

function note(
  { seed, violations, events, messages, documents, expired }: Outcome,
  totals: Record<'seeds' | 'broken' | 'events' | 'messages' | 'documents' | 'expired', number>,
): void {
  totals.seeds += 1;
  totals.events += events;
  totals.messages += messages;
  totals.documents += documents;
  totals.expired += expired;
  if (totals.seeds % 1_000 === 0) say(`${totals.seeds} worlds, ${totals.broken} broken`);
  if (violations.length === 0) return;
  totals.broken += 1;
  say(`seed ${seed} breaks ${violations.length} times, first: ${violations[0]}`);
}

function runThread(share: Share, noted: (outcome: Outcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on('message', noted);
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
