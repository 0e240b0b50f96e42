import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { register } from './api.ts';
import { startProcess, type StartedProcess } from './start-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

function start(environment: Record<string, string> = {}): StartedProcess {
  return startProcess({ DATA_DIR: folder, ...environment });
}

test('it says where it is, keeps its secret to itself, and SIGTERM ends it in order', async () => {
  await using server = start();
  const url = await server.url;
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await register(url, 'ada');
  for (const file of ['secret', 'confab.db']) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  server.child.kill('SIGTERM');
  expect(await server.exitCode).toBe(0);
});

test.each([
  [{ PORT: 'http', RATE_LIMITS: 'sometimes' }, /PORT must be a number.*\n.*RATE_LIMITS must be on or off/],
  [{ CONFAB_PORT: '8000' }, /CONFAB_PORT is no setting. Did you mean PORT\?/],
  [{ DATA_DIR: '/dev/null/data' }, /DATA_DIR/],
  [{ DATA_DIR: '/proc/nowhere' }, /The data folder \/proc\/nowhere can't be made/],
])('%j: it does not start, and says why without a stack', async (environment, words) => {
  await using server = start(environment);
  expect(await server.exitCode).toBe(1);
  expect(server.output()).toMatch(words);
  expect(server.output()).not.toContain('    at ');
});

test('a taken port is said in words', async () => {
  await using first = start({ DATA_DIR: join(folder, 'first') });
  const { port } = new URL(await first.url);
  await using second = start({ PORT: port, DATA_DIR: join(folder, 'second') });
  expect(await second.exitCode).toBe(1);
  expect(second.output()).toContain(port);
  expect(second.output()).not.toContain('    at ');
});

test('RATE_LIMITS=off says so loudly', async () => {
  await using server = start({ RATE_LIMITS: 'off', LOG_LEVEL: 'warn', DATA_DIR: join(folder, 'loud') });
  await server.url;
  expect(server.output()).toContain('RATE_LIMITS=off');
});
