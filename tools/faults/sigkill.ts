import { parseArgs } from 'node:util';
import { runSigkillLoop } from '../../apps/server/tests/faults/sigkill-loop.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '300' } } });
const rounds = Number(values.rounds);
const startedAt = performance.now();

const report = await runSigkillLoop(rounds, (round) => {
  if (round % 20 === 0) process.stdout.write(`${round} of ${rounds} kills\n`);
});
const seconds = Math.round((performance.now() - startedAt) / 1_000);
process.stdout.write(
  `${report.rounds} kills in ${seconds} s: ${report.acknowledged} messages acknowledged, ${report.messages} in the log; ` +
    `${report.retried} without an answer, of which ${report.found} had been stored.\n`,
);
for (const violation of report.violations.slice(0, 20)) process.stdout.write(`  ${violation}\n`);
process.exitCode = report.violations.length > 0 ? 1 : 0;
