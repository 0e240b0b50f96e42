import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readUsage } from '../../bench/measure/process-usage.ts';
import { startServerProcess } from '../server-process.ts';
import { type Account, registerAccounts } from './floods/accounts.ts';
import { attack } from './floods/attacker.ts';
import { type Felt, watchBystanders } from './floods/bystanders.ts';
import type { Flood, FloodReport } from './floods/flood.ts';
import { floods } from './floods/index.ts';

/** Each flood may make the server grow by this much. */
const growthBytesMax = 256 * 1024 * 1024;
const sampleEveryMs = 100;

interface Outcome {
  restBytes: number;
  peakBytes: number;
  felt: Felt;
  report: FloodReport;
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const chosen = Object.entries(floods).filter(([name]) => values.only === undefined || values.only.includes(name));
let broken = 0;
for (const [name, flood] of chosen) {
  const outcome = await runFlood(name, flood);
  const failures = judge(outcome);
  if (failures.length > 0) broken += 1;
  say(describe(name, flood, outcome));
  for (const failure of failures) say(`  ${failure}`);
}
say(`${chosen.length} floods, ${broken} that did harm.`);
process.exitCode = broken > 0 ? 1 : 0;

/** A server of its own for each, with the limits that people have. */
async function runFlood(name: string, flood: Flood): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-flood-'));
  try {
    await using server = await startServerProcess(folder, { LOG_LEVEL: 'info' });
    const [ada, bob, ...accounts] = await registerAccounts(server.url, 2 + flood.accounts);
    const end = await watchBystanders(server.url, [ada, bob] as [Account, Account]);
    const restBytes = readUsage(server.pid).rssBytes;
    let peakBytes = restBytes;
    const sampling = setInterval(() => {
      peakBytes = Math.max(peakBytes, readUsage(server.pid).rssBytes);
    }, sampleEveryMs);
    const report = await attack(name, { url: server.url, accounts });
    const felt = await end();
    clearInterval(sampling);
    return { restBytes, peakBytes, felt, report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function judge({ restBytes, peakBytes, felt }: Outcome): string[] {
  const failures: string[] = [];
  if (peakBytes - restBytes > growthBytesMax) {
    failures.push(`grew by ${megabytes(peakBytes - restBytes)}, more than ${megabytes(growthBytesMax)}`);
  }
  if (felt.unanswered > 0) failures.push(`${felt.unanswered} messages or requests of others were not answered`);
  return failures;
}

function describe(name: string, { title }: Flood, { restBytes, peakBytes, felt, report }: Outcome): string {
  const delivered = `delivered p50 ${ms(felt.delivered, 50)} p99 ${ms(felt.delivered, 99)} max ${ms(felt.delivered, 100)}`;
  const read = `read p50 ${ms(felt.read, 50)} p99 ${ms(felt.read, 99)} max ${ms(felt.read, 100)}`;
  const facts = Object.entries(report).map(([fact, count]) => `${fact} ${count}`);
  return [
    `${name}: ${title}`,
    `  memory ${megabytes(restBytes)} -> ${megabytes(peakBytes)} at most`,
    `  others: ${delivered}; ${read} (${felt.delivered.count} messages, ${felt.read.count} reads)`,
    `  attacker: ${facts.join(', ')}`,
  ].join('\n');
}

function ms(histogram: Felt['read'], percent: number): string {
  return `${(histogram.percentile(percent) / 1_000).toFixed(1)} ms`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
