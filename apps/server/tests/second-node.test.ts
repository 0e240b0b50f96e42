import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PostgresServer } from '../src/storage/postgres/test-server.ts';
import { startRedisServer } from './faults/redis-server.ts';
import { processEnvironment } from './process-environment.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface RunningProcess extends AsyncDisposable {
  /** `serving`, or where it ended instead its exit code and what it has said. */
  outcome: Promise<string>;
  stop(): Promise<number | null>;
}

/** As an operator starts it, of whose environment this is all that it sees. */
async function startProcess(environment: Record<string, string>): Promise<RunningProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-node-'));
  const given = { PORT: '0', DATA_DIR: folder, AUTH_SECRET: 'x'.repeat(40), LOG_LEVEL: 'fatal' };
  const env = { ...processEnvironment(), ...given, ...environment };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const outcome = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Confab is at')) outcome.resolve('serving');
    });
  }
  // `close`, not `exit`: all that it has said was read by then.
  child.once('close', (code) => outcome.resolve(`exit ${code}: ${output}`));
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    return child.exitCode;
  };
  return {
    outcome: outcome.promise,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe('a second process on one PostgreSQL', () => {
  test(
    'does not start without Redis, says why, and starts when the first has ended',
    { timeout: 120_000 },
    async () => {
      await using postgres = await PostgresServer.start();
      const environment = { DATABASE_URL: await postgres.createDatabase() };
      await using first = await startProcess(environment);
      expect(await first.outcome).toBe('serving');
      await using second = await startProcess(environment);
      expect(await second.outcome).toMatch(
        /^exit 1: Another Confab process serves this database already\. Without REDIS_URL/,
      );
      expect(await first.stop()).toBe(0);
      await using third = await startProcess(environment);
      expect(await third.outcome).toBe('serving');
    },
  );

  test('starts with Redis', { timeout: 120_000 }, async () => {
    await using postgres = await PostgresServer.start();
    await using redis = await startRedisServer();
    const environment = { DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url };
    await using first = await startProcess(environment);
    await using second = await startProcess(environment);
    expect(await first.outcome).toBe('serving');
    expect(await second.outcome).toBe('serving');
  });
});
