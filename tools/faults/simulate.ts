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
}

interface Outcome {
  seed: number;
  violations: readonly string[];
  events: number;
  messages: number;
  documents: number;
}

if (isMainThread) await runAll();
else await runShare(workerData as Share);

async function runShare({ start, end, step }: Share): Promise<void> {
  const port = parentPort;
  const database = await SimDatabase.open();
  for (let seed = start; seed < end; seed += step) {
    const { violations, events, messages, documents } = await simulate(seed, database);
    port?.postMessage({ seed, violations, events, messages, documents } satisfies Outcome);
  }
}

async function runAll(): Promise<void> {
  const options = { seeds: { type: 'string', default: '10000' }, start: { type: 'string', default: '1' } } as const;
  const { values } = parseArgs({ options });
  const start = Number(values.start);
  const end = start + Number(values.seeds);
  const threads = Math.min(availableParallelism(), end - start);
  const startedAt = performance.now();
  const totals = { seeds: 0, broken: 0, events: 0, messages: 0, documents: 0 };
  const shares = Array.from({ length: threads }, (_, index) =>
    runThread({ start: start + index, end, step: threads }, (outcome) => note(outcome, totals)),
  );
  await Promise.all(shares);
  const minutes = (performance.now() - startedAt) / 60_000;
  say(
    `${totals.seeds} worlds in ${minutes.toFixed(1)} minutes (${Math.round(totals.seeds / minutes)} a minute): ` +
      `${totals.events} events, ${totals.messages} messages, ${totals.documents} documents, ${totals.broken} broken.`,
  );
  process.exitCode = totals.broken > 0 ? 1 : 0;
}

function note(
  { seed, violations, events, messages, documents }: Outcome,
  totals: Record<'seeds' | 'broken' | 'events' | 'messages' | 'documents', number>,
): void {
  totals.seeds += 1;
  totals.events += events;
  totals.messages += messages;
  totals.documents += documents;
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
