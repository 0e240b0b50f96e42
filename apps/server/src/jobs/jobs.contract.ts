import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StageClock } from '../realtime/stage-clock.ts';
import { apply, newId, type OpenedStorage, type OpenStorage } from '../storage/contract/fixtures.ts';
import type { Rule } from '../storage/rule.ts';
import { backoffMs, type Job, type JobEnd, jobTime } from './job-kind.ts';
import type { NewJob } from './job-rules.ts';
import { JobRunner } from './job-runner.ts';
import { JobStore } from './job-store.ts';
import { cancelRule, enqueueRule, hastenRule } from './stage-rules.ts';

/** Tells how much of what it was asked is not answered. */
class WatchedStore extends JobStore {
  busy = 0;

  override nextAt = (...given: Parameters<JobStore['nextAt']>) => this.#watch(super.nextAt(...given));
  override claim = (...given: Parameters<JobStore['claim']>) => this.#watch(super.claim(...given));
  override settle = (...given: Parameters<JobStore['settle']>) => this.#watch(super.settle(...given));

  async #watch<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.busy += 1;
    return answer.finally(() => void (this.busy -= 1));
  }
}

/** What every storage must do with durable work. */
export function describeJobs(open: OpenStorage): void {
  describe('jobs', () => {
    let opened: OpenedStorage | undefined;
    beforeAll(async () => {
      opened = await open({ rules: new URL('./stage-rules.ts', import.meta.url).href });
    });
    afterAll(async () => {
      await opened?.[Symbol.asyncDispose]();
    });

    const storage = () => {
      if (!opened) throw new Error('The storage is not open.');
      return opened.storage;
    };
    const ask = (rule: Rule<{ userId: string; jobs: readonly NewJob[] }, void>, ...jobs: NewJob[]) =>
      apply(storage().log, rule.command({ userId: 'user', jobs }));

    /** One kind of jobs, and nodes that do them. Each attempt waits until the test ends it. */
    function stage() {
      const kind = newId();
      const clock = new StageClock();
      const ran: { node: string; key: string; payload: unknown; attempts: number }[] = [];
      const waiting = new Map<string, (end: JobEnd | Error) => void>();
      const signals: AbortSignal[] = [];
      const gaveUp: string[] = [];
      const errors: unknown[] = [];
      const runners: JobRunner[] = [];
      const store = new WatchedStore(storage());
      const start = (node: string, atOnce = 16): JobRunner => {
        const run = ({ key, payload, attempts }: Job, signal: AbortSignal): Promise<JobEnd> => {
          ran.push({ node, key, payload, attempts });
          signals.push(signal);
          return new Promise((resolve, reject) => {
            waiting.set(key, (end) => (end instanceof Error ? reject(end) : resolve(end)));
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          });
        };
        const runner = new JobRunner(
          [{ kind, atOnce, maxAttempts: 3, run, gaveUp: async ({ key }) => void gaveUp.push(key) }],
          { store, clock, random: () => 1, onError: (error) => void errors.push(error) },
        );
        runners.push(runner);
        return runner;
      };
      /** Turns the clock a little at a time, with the database's answers between. */
      const pass = async (ms: number): Promise<void> => {
        for (let left = ms; left > 0; left -= 1_000) {
          await settled();
          await clock.pass(Math.min(left, 1_000));
        }
        await settled();
      };
      const settled = async (): Promise<void> => {
        for (let quiet = 0; quiet < 4; quiet += 1) {
          await new Promise((resolve) => setImmediate(resolve));
          if (store.busy > 0) quiet = 0;
        }
      };
      const job = (key: string, inMs = 0, payload: unknown = null): NewJob => ({
        kind,
        key,
        dueAt: clock.wallNow() + inMs,
        payload,
      });
      const left = (): Promise<number> => store.count(kind);
      return {
        kind,
        clock,
        store,
        ran,
        errors,
        gaveUp,
        signals,
        start,
        pass,
        job,
        left,
        end: (key: string, how?: JobEnd | Error) => waiting.get(key)?.(how),
        [Symbol.asyncDispose]: async () => {
          await Promise.all(runners.map((runner) => runner.close()));
        },
      };
    }

    test('one is done when it is due, once, with what was said last', async () => {
      await using it = stage();
      await ask(enqueueRule, it.job('a', 1_000, { words: 'first' }), it.job('b', 60_000));
      // A part of a millisecond is as good as any time.
      const outcome = await ask(enqueueRule, it.job('a', 2_000.25, { words: 'second' }));
      expect(outcome).toMatchObject({ status: 'done', events: [{ event: { dueAt: it.clock.wallNow() + 2_001 } }] });
      it.start('one').wake();
      await it.pass(1_500);
      expect(it.ran).toEqual([]);
      await it.pass(1_000);
      expect(it.ran).toEqual([{ node: 'one', key: 'a', payload: { words: 'second' }, attempts: 0 }]);
      it.end('a');
      await it.pass(10_000);
      expect(it.ran).toHaveLength(1);
      expect(await it.left()).toBe(1);
    });

    test('of two nodes one does each, and whoever does nothing more keeps its own until the lease ends', async () => {
      await using it = stage();
      await ask(enqueueRule, ...Array.from({ length: 40 }, (_, index) => it.job(`job ${index}`)));
      const [one, two] = [it.start('one', 25), it.start('two', 50)];
      one.wake();
      two.wake();
      await it.pass(100);
      expect(new Set(it.ran.map(({ key }) => key)).size).toBe(40);
      expect(it.ran).toHaveLength(40);
      // Nothing that the first one does reaches the database any more; nothing that it claimed is done before its lease ends.
      const itsOwn = it.ran.filter(({ node }) => node === 'one').map(({ key }) => key);
      for (const { node, key } of it.ran) if (node === 'two') it.end(key);
      await it.pass(jobTime.runMs - 1_000);
      expect(it.ran).toHaveLength(40);
      expect(await it.left()).toBe(itsOwn.length);
    });

    test('[A43] what is due is done beside any number of others that take long', async () => {
      await using it = stage();
      const slow = Array.from({ length: 70 }, (_, index) => it.job(`slow ${index}`));
      await ask(enqueueRule, ...slow);
      const runner = it.start('one', 192);
      runner.wake();
      await it.pass(1_000);
      expect(it.ran).toHaveLength(slow.length);
      await ask(enqueueRule, it.job('another'));
      runner.wake();
      await it.pass(1_000);
      expect(it.ran.at(-1)).toMatchObject({ key: 'another' });
    });

    test('a claim without an end is free after the lease', async () => {
      await using it = stage();
      await ask(enqueueRule, it.job('left'));
      const now = it.clock.wallNow();
      const { store } = it;
      expect(await store.claim(it.kind, { by: 'killed', now, max: 5 })).toHaveLength(1);
      expect(await store.claim(it.kind, { by: 'other', now: now + jobTime.leaseMs - 1, max: 5 })).toEqual([]);
      const [again] = await store.claim(it.kind, { by: 'other', now: now + jobTime.leaseMs, max: 5 });
      expect(again).toMatchObject({ key: 'left', attempts: 0 });
      // Whoever was thought to be dead settles nothing of it.
      const settled = again ? [{ job: again, again: null }] : [];
      expect(await store.settle(it.kind, 'killed', settled)).toEqual([]);
      expect(await it.left()).toBe(1);
      // Whoever is alone waits for no lease.
      await store.freeAll();
      expect(await store.claim(it.kind, { by: 'alone', now, max: 5 })).toMatchObject([{ key: 'left', attempts: 0 }]);
    });

    test('what was asked for while it was done is done again; two never do it at once', async () => {
      await using it = stage();
      await ask(hastenRule, it.job('a', 0, 1));
      it.start('one').wake();
      await it.pass(50);
      await ask(hastenRule, it.job('a', 0, 2));
      it.start('two').wake();
      await it.pass(6_000);
      expect(it.ran).toHaveLength(1);
      it.end('a');
      await it.pass(6_000);
      expect(it.ran.map(({ payload }) => payload)).toEqual([1, 2]);
      it.end('a');
      await it.pass(100);
      expect(await it.left()).toBe(0);
    });

    test('who hastens does not put off, and does not cut short what waits for its next attempt', async () => {
      await using it = stage();
      await ask(hastenRule, it.job('a', 10_000, 'first'));
      await ask(hastenRule, it.job('a', 90_000, 'second'));
      it.start('one').wake();
      await it.pass(10_500);
      expect(it.ran).toMatchObject([{ payload: 'second' }]);
      it.end('a', new Error('They are away.'));
      await it.pass(100);
      await ask(hastenRule, it.job('a', 0, 'third'));
      // Whoever says nothing leaves what was said.
      await ask(hastenRule, it.job('a', 0));
      it.start('two').wake();
      await it.pass(backoffMs(0, 1) - 1_000);
      expect(it.ran).toHaveLength(1);
      await it.pass(6_000);
      expect(it.ran[1]).toMatchObject({ payload: 'third', attempts: 1 });
      it.end('a');
    });

    test('what fails is tried again, later each time, and dropped in the end', async () => {
      await using it = stage();
      await ask(enqueueRule, it.job('a'));
      it.start('one').wake();
      await it.pass(50);
      for (const attempt of [0, 1]) {
        it.end('a', new Error('no'));
        await it.pass(backoffMs(attempt, 1) - 1_000);
        expect(it.ran).toHaveLength(attempt + 1);
        await it.pass(jobTime.lookMs);
        expect(it.ran.map(({ attempts }) => attempts)).toEqual([0, 1, 2].slice(0, attempt + 2));
      }
      it.end('a', new Error('no'));
      await it.pass(50);
      expect(it.gaveUp).toEqual(['a']);
      expect(it.errors).toHaveLength(3);
      expect(await it.left()).toBe(0);
    });

    test('one that is not done yet is looked at again at its time, and that is no attempt', async () => {
      await using it = stage();
      await ask(enqueueRule, it.job('a'));
      it.start('one').wake();
      await it.pass(50);
      it.end('a', { againAt: it.clock.wallNow() + 30_000 });
      await it.pass(25_000);
      expect(it.ran).toHaveLength(1);
      await it.pass(10_000);
      expect(it.ran.map(({ attempts }) => attempts)).toEqual([0, 0]);
      it.end('a');
    });

    test('one that takes too long is ended, and so are all when the server stops: they go on with another', async () => {
      await using it = stage();
      await ask(enqueueRule, it.job('slow'));
      const one = it.start('one');
      one.wake();
      await it.pass(jobTime.runMs + 2_000);
      expect(it.signals[0]?.aborted).toBe(true);
      await it.pass(backoffMs(0, 1) + jobTime.lookMs);
      expect(it.ran).toHaveLength(2);
      await one.close();
      it.start('two').wake();
      await it.pass(100);
      expect(it.ran.at(-1)).toMatchObject({ node: 'two', attempts: 1 });
      it.end('slow');
    });

    test('a crowd is done a few at a time, all of it', async () => {
      await using it = stage();
      await ask(enqueueRule, ...Array.from({ length: 30 }, (_, index) => it.job(`job ${index}`, index)));
      it.start('one', 8).wake();
      await it.pass(100);
      expect(it.ran).toHaveLength(8);
      for (let round = 0; round < 5 && it.ran.length < 30; round += 1) {
        for (const { key } of it.ran) it.end(key);
        await it.pass(100);
      }
      for (const { key } of it.ran) it.end(key);
      await it.pass(100);
      expect(it.ran.map(({ key }) => key)).toEqual(Array.from({ length: 30 }, (_, index) => `job ${index}`));
      expect(await it.left()).toBe(0);
    });

    test('how long the one waits is told that has been due for longest and is not being done', async () => {
      await using it = stage();
      const now = it.clock.wallNow();
      await ask(enqueueRule, it.job('later', 1_000));
      expect(await it.store.dueSince(it.kind, now)).toBeNull();
      await ask(enqueueRule, it.job('first', -9_000), it.job('second', -5_000));
      expect(await it.store.dueSince(it.kind, now)).toBe(now - 9_000);
      await it.store.claim(it.kind, { by: 'one', now, max: 1 });
      expect(await it.store.dueSince(it.kind, now)).toBe(now - 5_000);
      expect(await it.store.dueSince(it.kind, now + jobTime.leaseMs)).toBe(now - 9_000);
    });

    test('what was cancelled is not done', async () => {
      await using it = stage();
      await ask(enqueueRule, ...['a', 'b', 'c', 'd', 'e', 'f'].map((key) => it.job(key)));
      await apply(
        storage().log,
        cancelRule.command({ userId: 'user', kind: it.kind, keys: ['f', 'b', 'c', 'd', 'e', 'x'] }),
      );
      it.start('one').wake();
      await it.pass(100);
      expect(it.ran.map(({ key }) => key)).toEqual(['a']);
      it.end('a');
    });
  });
}
