import { type Check, type Figures, ourName, type Row } from './results.ts';
import { directSendsNames } from './scenarios/direct-sends.ts';
import { scenarioName } from './scenarios/fan-out.ts';
import { idleName } from './scenarios/idle.ts';
import { readNames } from './scenarios/reads.ts';
import { stormName } from './scenarios/reconnect-storm.ts';

type Bound = Check['bound'];

/** The targets of the project that these rows can answer. */
export function checkTargets(rows: readonly Row[]): Check[] {
  const figures = (scenario: string, subject = ourName): Figures | undefined =>
    rows.find((row) => row.scenario === scenario && row.subject === subject)?.figures;
  const checks: Check[] = [];
  const check = (target: string, measured: number | undefined, [bound, limit]: [Bound, number]): void => {
    if (measured === undefined) return;
    const isMet = bound === 'least' ? measured >= limit : measured <= limit;
    checks.push({ target, limit, measured, bound, isMet });
  };

  for (const size of [500, 5_000]) checkFanOut(size, figures, check);
  check('durable one-on-one: acknowledged sends/s', figures(directSendsNames.full)?.perSecond, ['least', 12_000]);
  check('send to delivered at 5,000/s: p99 ms', figures(directSendsNames.at(5_000))?.p99Ms, ['most', 20]);
  check('send to delivered at 1,000/s: p50 ms', figures(directSendsNames.at(1_000))?.p50Ms, ['most', 2]);
  check('memory for each of 10,000 idle connections: KB', figures(idleName(10_000))?.kbEach, ['most', 12]);
  check('process with 1,000 people connected: MB', figures(idleName(1_000))?.rssMb, ['most', 150]);
  check('5,000 clients resumed: seconds', figures(stormName(5_000))?.seconds, ['most', 5]);
  check('history page: p99 ms', figures(readNames.page)?.p99Ms, ['most', 3]);
  check('resume of one chat: p99 ms', figures(readNames.resume)?.p99Ms, ['most', 3]);
  check('history pages/s over REST', figures(readNames.pages)?.perSecond, ['least', 4_000]);
  const stalls = rows.map((row) => row.figures.stallMs ?? Number.NaN).filter((stall) => !Number.isNaN(stall));
  if (stalls.length > 0) check('longest stall of the event loop: ms', Math.max(...stalls), ['most', 20]);
  return checks;
}

function checkFanOut(
  size: number,
  figures: (scenario: string, subject?: string) => Figures | undefined,
  check: (target: string, measured: number | undefined, bound: [Bound, number]) => void,
): void {
  for (const inFlight of [1, 32]) {
    const name = scenarioName(size, inFlight);
    const cpu = ratio(figures(name)?.cpuMicros, figures(name, 'node-floor')?.cpuMicros);
    check(`${name}: CPU of the bare Node loop ×`, cpu, ['most', 1.3]);
  }
  const name = scenarioName(size, 32);
  const ours = figures(name);
  check(`${name}: deliveries of Socket.IO ×`, ratio(ours?.perSecond, figures(name, 'socket.io')?.perSecond), [
    'least',
    10,
  ]);
  check(`${name}: deliveries of FastAPI ×`, ratio(ours?.perSecond, figures(name, 'fastapi')?.perSecond), ['least', 20]);
  check(`${name}: CPU µs for a delivery`, ours?.cpuMicros, ['most', 0.6]);
}

function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}
