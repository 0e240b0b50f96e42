import { parseArgs } from 'node:util';
import { type FaultRound, runFaultLoop } from '../../apps/server/tests/cluster/fault-loop.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' } } });
const totals = { rounds: 0, sent: 0, broken: 0 };

await runFaultLoop(Number(values.rounds), (round) => {
  totals.rounds += 1;
  totals.sent += round.sent;
  if (round.violations.length > 0) totals.broken += 1;
  say(describe(round));
  for (const violation of round.violations.slice(0, 5)) say(`  ${violation}`);
});
say(`${totals.rounds} rounds on three real nodes: ${totals.sent} messages, ${totals.broken} rounds broken.`);
process.exitCode = totals.broken > 0 ? 1 : 0;

function describe({ round, faults, sent, longestAwayMs, longestUnacknowledgedMs }: FaultRound): string {
  const times = `away for ${longestAwayMs} ms and unacknowledged for ${longestUnacknowledgedMs} ms at most`;
  return `${round}: ${faults.join(', ')}: ${sent} messages, ${times}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
