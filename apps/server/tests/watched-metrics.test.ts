import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createMemoryBus } from '../src/bus/memory-bus.ts';
import { startServer } from './start-server.ts';

test('every metric that the operations page names is one that a node exposes', async () => {
  const page = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/^\| `((?:confab|nodejs)_\w+)`/gm)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(3);
  const counts = { topics: 0, received: 0, dropped: 0, malformed: 0 };
  await using server = await startServer({}, { bus: Object.assign(createMemoryBus(), { counts }) });
  const exposed = await (await fetch(`${server.url}/metrics`)).text();
  for (const name of named) expect(exposed).toContain(`# TYPE ${name} `);
});
