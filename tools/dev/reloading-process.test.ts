import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runReloading } from './reloading-process.mjs';

test('an edited source file starts the command anew, an edited test does not, and a crash waits for the next edit', async () => {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'confab-reload-'));
  cleanup.defer(() => rm(folder, { recursive: true }));
  const starts = join(folder, 'starts.txt');
  const source = join(folder, 'source.ts');
  const program = (body: string) => `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(starts)}, 'started ');
${body}`;
  await writeFile(source, program('setInterval(() => {}, 1000);'));

  const running = runReloading([process.execPath, source], [folder], { stdio: 'ignore' });
  cleanup.defer(async () => {
    running.stop('SIGTERM');
    await running.ended;
  });
  const startCount = async () => (await readFile(starts, 'utf8').catch(() => '')).split(' ').length - 1;
  await vi.waitUntil(async () => (await startCount()) === 1, 20_000);

  await writeFile(join(folder, 'source.test.ts'), '');
  await writeFile(source, program('process.exit(3);'));
  await vi.waitUntil(async () => (await startCount()) === 2, 20_000);

  await writeFile(source, program('setInterval(() => {}, 1000);'));
  await vi.waitUntil(async () => (await startCount()) === 3, 20_000);
  expect(await startCount()).toBe(3);
});
