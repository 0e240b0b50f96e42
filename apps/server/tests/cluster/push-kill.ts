import type { PushSubscription } from '@confab/protocol';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Browser, startPushService } from '../../src/push/service/push-service.ts';
import { api, type Person, send, startGroup } from '../api.ts';
import { eventually } from './eventually.ts';
import type { Given } from './given.ts';

/** Nodes that push, one of which is killed in the middle of it. */
export function describePushes(given: () => Given): void {
  test('[A31] [D51] three nodes push each message once; what one was killed at another one finishes, in its own place', async () => {
    const { cluster, people } = given();
    await using service = await startPushService();
    const [ada, ...others] = people;
    if (!ada) throw new Error('Nobody is there.');
    const browsers = await Promise.all(others.map((person) => subscribe(person, service.subscribe())));
    const group = await startGroup(ada, others);
    const at = (node: number): Person => ({ ...ada, api: api(cluster.nodes[node]?.process.url ?? '', ada.token) });
    for (let n = 0; n < 9; n += 1) await send(at(n % 3), group.id, `@everyone ${n}`);
    await toldOf(browsers, '@everyone 8');
    const seqs = browsers.map((browser) => seqsOf(browser));
    for (const own of seqs) expect(own).toEqual([...new Set(own)].toSorted((one, other) => one - other));

    const [killed, ...left] = cluster.nodes;
    if (!killed) throw new Error('There is no node.');
    const [quick, unanswered, ...untaken] = browsers as [Browser, Browser, ...Browser[]];
    service.fail({ silentMs: 60_000 }, unanswered);
    for (const browser of untaken) service.fail({ slowMs: 60_000 }, browser);
    // The others have no chance to do it, and hold nothing of it.
    await eventually(async () => (await jobsLeft(group.id)) === 0, 'all to be done');
    for (const { process } of left) process.signal('SIGSTOP');
    const before = service.requests;
    const { seq } = await send(at(0), group.id, '@everyone last');
    const noted = sql`select 1 from push_shown where log_id = ${group.id} and seq = ${seq}`;
    const isNoted = async (): Promise<boolean> => (await noted.execute(cluster.storage.db)).rows.length === 1;
    await eventually(async () => service.requests - before === others.length && (await isNoted()), 'one to be noted');
    await killed.process.end('SIGKILL');
    for (const browser of browsers) service.fail(null, browser);
    // A minute passes.
    await sql`update jobs set claimed_until = claimed_until - 60000 where kind = 'push'`.execute(cluster.storage.db);
    for (const { process } of left) process.signal('SIGCONT');
    await toldOf(untaken, '@everyone last');
    await eventually(() => seqsOf(unanswered).filter((one) => one === seq).length === 2, 'what nobody answered');
    await eventually(async () => (await jobsLeft(group.id)) === 0, 'all to be done');
    for (const browser of [quick, ...untaken]) expect(seqsOf(browser).filter((one) => one === seq)).toHaveLength(1);
    expect(new Set(unanswered.received.map(({ topic }) => topic)).size).toBe(1);
    expect(service.complaints).toEqual([]);

    async function jobsLeft(logId: string): Promise<number> {
      const jobs = sql`select 1 from jobs where kind = 'push' and key like ${`%/${logId}`}`;
      return (await jobs.execute(cluster.storage.db)).rows.length;
    }
  });
}

async function subscribe({ api: own }: Person, browser: Browser): Promise<Browser> {
  await own.must<PushSubscription>('PUT', '/api/me/push-subscription', browser.body);
  return browser;
}

function seqsOf({ received }: Browser): number[] {
  return received.map(({ payload }) => ('seq' in payload ? payload.seq : 0));
}

async function toldOf(browsers: readonly Browser[], text: string): Promise<void> {
  const isTold = ({ received }: Browser): boolean =>
    received.some(({ payload }) => 'text' in payload && payload.text === text);
  await eventually(() => browsers.every(isTold), `all to be told of ${text}`);
}
