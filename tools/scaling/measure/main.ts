import { costs } from '../costs.ts';
import { measureBytes } from './bytes.ts';
import { measureIdleConnections } from './idle-connections.ts';
import { measureMemory } from './memory.ts';
import { measurePostgres } from './postgres.ts';
import { measureRecheck } from './recheck.ts';
import { measureRedis } from './redis.ts';

/** `node tools/scaling/measure/main.ts [part …]`: measures here, now, what the benchmark does not, and prints it. */
const parts: Record<string, () => Promise<Readonly<Record<string, number>>>> = {
  bytes: () => Promise.resolve(measureBytes()),
  memory: measureMemory,
  postgres: measurePostgres,
  redis: measureRedis,
  idle: measureIdleConnections,
  recheck: measureRecheck,
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
for (const name of chosen) {
  const measure = parts[name];
  if (!measure) throw new Error(`There is no part ${name}. There are: ${Object.keys(parts).join(', ')}.`);
  console.log(`\n${name}`);
  for (const [id, value] of Object.entries(await measure())) {
    const recorded = Object.entries(costs).find(([known]) => known === id)?.[1].value ?? Number.NaN;
    console.log(`  ${id.padEnd(32)} ${value.toPrecision(4).padStart(12)}   recorded ${recorded}`);
  }
}
