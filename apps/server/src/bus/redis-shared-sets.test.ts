import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startRedisServer, type RedisServer } from '../../tests/faults/redis-server.ts';
import { startTcpProxy } from '../../tests/faults/tcp-proxy.ts';
import { createRedisSharedSets, type RedisSharedSetsOptions } from './redis-shared-sets.ts';
import type { SetName, SharedSets } from './shared-sets.ts';
import { sharedSetsContract } from './shared-sets.contract.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
beforeEach(async () => {
  await redis.run('FLUSHALL');
});
afterAll(() => redis[Symbol.asyncDispose]());

interface NodeSets extends SharedSets, AsyncDisposable {
  errors: unknown[];
  stale: [SetName, readonly string[]][];
}

async function openNode(options: Partial<RedisSharedSetsOptions> = {}): Promise<NodeSets> {
  const errors: unknown[] = [];
  const stale: NodeSets['stale'] = [];
  const sets = await createRedisSharedSets({ url: redis.url, onError: (error) => errors.push(error), ...options });
  sets.onStale?.((set, members) => stale.push([set, members.toSorted()]));
  return Object.assign(sets, { errors, stale, [Symbol.asyncDispose]: () => sets.close() });
}

sharedSetsContract('Redis', async () => {
  const [here, there] = await Promise.all([openNode(), openNode()]);
  return {
    here,
    there,
    async [Symbol.asyncDispose]() {
      await Promise.all([here.close(), there.close()]);
    },
  };
});

const fast = { leaseMs: 600, beatMs: 100 };
const patience = { timeout: 15_000, interval: 20 };

function bySet(stale: NodeSets['stale']): NodeSets['stale'] {
  return stale.toSorted(([left], [right]) => left.localeCompare(right));
}

async function keys(server = redis): Promise<unknown> {
  return server.run('KEYS', '*');
}

describe('[D22] over Redis', () => {
  test('a member stays while any node has added it', async () => {
    await using here = await openNode();
    await using there = await openNode();
    await here.add('online', 'ada');
    await there.add('online', 'ada');
    await here.remove('online', 'ada');
    expect(await here.members('online')).toEqual(['ada']);
    await there.remove('online', 'ada');
    expect(await here.members('online')).toEqual([]);
  });

  test('nothing but the leases is left of sets that were emptied', async () => {
    await using node = await openNode();
    await node.add('online', 'ada');
    await node.add('active:chat1', 'ada');
    await node.remove('online', 'ada');
    await node.remove('active:chat1', 'ada');
    expect(await keys()).toEqual(['confab:leases']);
  });

  test('every key expires by itself, should all nodes be gone for good', async () => {
    await using node = await openNode();
    await node.add('online', 'ada');
    await node.add('online', 'bob');
    const names = (await keys()) as string[];
    expect(names).toHaveLength(3);
    for (const key of names.filter((name) => name !== 'confab:leases')) {
      expect(await redis.run('TTL', key)).toBeGreaterThan(3_600);
    }
  });

  test('the people of a node that was killed are gone within ten seconds, and a living one is told who', async () => {
    await using watcher = await openNode();
    const code = `
      const { createRedisSharedSets } = await import('./redis-shared-sets.ts');
      const sets = await createRedisSharedSets({ url: process.argv[1], onError: console.error });
      for (const member of ['ada', 'bob']) await sets.add('online', member);
      await sets.add('active:chat1', 'ada');
      process.send('ready');
      setInterval(() => {}, 1000);`;
    const args = ['--input-type=module', '-e', code];
    const child = fork(redis.url, [], {
      execArgv: args,
      cwd: import.meta.dirname,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    await watcher.add('online', 'bob');
    expect((await watcher.members('online')).toSorted()).toEqual(['ada', 'bob']);
    const killedAt = Date.now();
    child.kill('SIGKILL');
    await vi.waitFor(async () => expect(await watcher.members('active:chat1')).toEqual([]), patience);
    await vi.waitFor(() => expect(watcher.stale).toHaveLength(2), patience);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    expect(bySet(watcher.stale)).toEqual([
      ['active:chat1', ['ada']],
      ['online', ['ada']], // bob is here too
    ]);
    expect(await watcher.members('online')).toEqual(['bob']);
  });

  test('what a dead node has left is cleared away, however much, and told once', async () => {
    // With time enough to say all this: whoever falls behind here would clear away its own, and tell itself.
    await using dead = await openNode({ nodeId: 'dead' });
    const people = Array.from({ length: 5_000 }, (_, index) => `person${index}`);
    await Promise.all(people.map((person) => dead.add('online', person)));
    await Promise.all(people.slice(0, 500).map((person, index) => dead.add(`active:chat${index}`, person)));
    await dead.close();
    await using first = await openNode(fast);
    await using second = await openNode(fast);
    await vi.waitFor(async () => expect(await keys()).toEqual(['confab:leases']), patience);
    // What was cleared last may still be on its way to be told.
    const told = await vi.waitFor(() => {
      const all = [...first.stale, ...second.stale];
      expect(new Set(all.map(([set]) => set)).size).toBe(501);
      return all;
    }, patience);
    expect(told.filter(([set]) => set === 'online').flatMap(([, members]) => members)).toHaveLength(5_000);
  });

  test('a node that ends as it should leaves nothing behind for long', async () => {
    await using watcher = await openNode(fast);
    const leaving = await openNode();
    await leaving.add('online', 'ada');
    await leaving.close();
    expect(await watcher.members('online')).toEqual([]);
    await vi.waitFor(() => expect(watcher.stale).toEqual([['online', ['ada']]]), patience);
  });

  test('an emptied Redis is filled again by itself', async () => {
    await using here = await openNode(fast);
    await using there = await openNode(fast);
    await here.add('online', 'ada');
    await there.add('active:chat1', 'bob');
    await redis.run('FLUSHALL');
    await vi.waitFor(async () => {
      expect(await there.members('online')).toEqual(['ada']);
      expect(await here.members('active:chat1')).toEqual(['bob']);
    }, patience);
    expect(here.stale).toEqual([['online', ['ada']]]);
  });

  test('a Redis that was restarted empty is filled again by itself, with what changed meanwhile', async () => {
    await using server = await startRedisServer();
    await using here = await openNode({ ...fast, url: server.url });
    await using there = await openNode({ ...fast, url: server.url });
    await here.add('online', 'ada');
    await here.add('online', 'bob');
    await server.stop();
    await vi.waitFor(() => expect(here.errors.length).toBeGreaterThan(0), patience);
    await here.remove('online', 'ada');
    await here.add('online', 'eve');
    expect((await here.members('online')).toSorted()).toEqual(['bob', 'eve']); // those of this node, until it is back
    expect(await here.intersect('online', ['ada', 'eve'])).toEqual(new Set(['eve']));
    await server.start();
    await vi.waitFor(async () => expect((await there.members('online')).toSorted()).toEqual(['bob', 'eve']), patience);
  });

  test('a node that was cut off for long is out, and back in with what it has when the network is whole', async () => {
    await using proxy = await startTcpProxy(redis.port);
    await using cutOff = await openNode({ ...fast, url: `redis://127.0.0.1:${proxy.port}` });
    await using other = await openNode(fast);
    await cutOff.add('online', 'ada');
    await cutOff.add('active:chat1', 'ada');
    await cutOff.add('active:chat2', 'ada');
    proxy.cut();
    await vi.waitFor(() => expect(other.stale).toHaveLength(3), patience);
    expect(await other.members('online')).toEqual([]);
    await cutOff.remove('active:chat2', 'ada');
    proxy.heal();
    await vi.waitFor(async () => expect(await other.members('online')).toEqual(['ada']), patience);
    expect(await other.members('active:chat1')).toEqual(['ada']);
    expect(await other.members('active:chat2')).toEqual([]);
    expect(bySet(cutOff.stale)).toEqual([
      ['active:chat1', ['ada']],
      ['online', ['ada']],
    ]);
  });

  test('a node that was cut off for a moment bothers nobody, but for what it removed meanwhile', async () => {
    await using proxy = await startTcpProxy(redis.port);
    const slow = { leaseMs: 30_000, beatMs: 100 };
    await using cutOff = await openNode({ ...slow, url: `redis://127.0.0.1:${proxy.port}` });
    await using other = await openNode(slow);
    await cutOff.add('online', 'ada');
    await cutOff.add('active:chat1', 'ada');
    proxy.cut();
    await vi.waitFor(() => expect(cutOff.errors.length).toBeGreaterThan(0), patience);
    await cutOff.remove('active:chat1', 'ada');
    proxy.heal();
    await vi.waitFor(() => expect([...cutOff.stale, ...other.stale]).toHaveLength(1), patience);
    expect([...cutOff.stale, ...other.stale]).toEqual([['active:chat1', ['ada']]]);
    expect(await other.members('online')).toEqual(['ada']);
  });

  test('a node that was cut off for a moment tells of what it added meanwhile, and that it sees the others again', async () => {
    await using proxy = await startTcpProxy(redis.port);
    await using cutOff = await openNode({ leaseMs: 30_000, url: `redis://127.0.0.1:${proxy.port}` });
    await cutOff.add('online', 'ada');
    let restored = 0;
    cutOff.onRestored?.(() => (restored += 1));
    proxy.cut();
    await vi.waitFor(() => expect(cutOff.errors.length).toBeGreaterThan(0), patience);
    await cutOff.add('online', 'bob');
    await cutOff.add('online', 'eve');
    await cutOff.remove('online', 'eve');
    expect([cutOff.stale, restored]).toEqual([[], 0]);
    proxy.heal();
    await vi.waitFor(() => expect(restored).toBe(1), patience);
    expect(cutOff.stale).toEqual([['online', ['bob']]]);
  });

  test('a process that stood still for longer than its lease comes back in', async () => {
    await using sleeper = await openNode(fast);
    await using other = await openNode(fast);
    await sleeper.add('online', 'ada');
    await redis.run('DEL', 'confab:leases');
    await vi.waitFor(() => expect(sleeper.stale).toEqual([['online', ['ada']]]), patience);
    await vi.waitFor(async () => expect(await other.members('online')).toEqual(['ada']), patience);
    await vi.waitFor(async () => expect(await keys()).toHaveLength(3), patience);
  });
});
