import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Bus } from '../src/bus/bus.ts';
import { createMemoryBus } from '../src/bus/memory-bus.ts';
import { StageClock } from '../src/realtime/stage-clock.ts';
import { rulesUrl } from '../src/rules.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { registerAll, send, startGroup } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

/** What this node publishes no other hears, and nothing says so. */
function deafBus(): Bus {
  return { ...createMemoryBus(), onEventsLost: () => {} };
}

test('[D8] [D19] a removal that no bus told of is found before the next comparison of all chats, a message by it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-lost-removal-'));
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  const shared = { ...storage, close: () => Promise.resolve() };
  const clock = new StageClock();
  {
    await using here = await startServer({}, { storage: shared, bus: deafBus() });
    await using there = await startServer({}, { storage: shared, bus: deafBus(), clock });
    const { ada, bob, cleo } = await registerAll(here.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    await using bobs = await connectLive(there.url, bob);
    await using cleos = await connectLive(there.url, cleo);
    const from = clock.monotonicNow();
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    // The node's time passes slowly, beside the time that its reads take, and not as far as the comparison of all chats.
    const passUntil = async (elapsedMs: number, condition: () => boolean): Promise<void> => {
      await vi.waitFor(
        async () => {
          if (clock.monotonicNow() < from + elapsedMs) await clock.pass(20);
          expect(condition()).toBe(true);
        },
        { timeout: 25_000, interval: 20 },
      );
    };
    await passUntil(2_900, () => bobs.ofType('chat-removed').length === 1);
    const message = await send(ada, group.id, 'without bob');
    await passUntil(10_000, () => JSON.stringify(cleos.events).includes(message.id));
    expect(JSON.stringify(bobs.events)).not.toContain('without bob');
  }
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});
