import { expect, test } from 'vitest';
import { Admission } from './admission.ts';

function stage() {
  const turns: (() => void)[] = [];
  const timers = new Set<() => void>();
  const clock = {
    wallNow: () => 0,
    monotonicNow: () => 0,
    after(_delayMs: number, task: () => void) {
      timers.add(task);
      return () => void timers.delete(task);
    },
  };
  const admission = new Admission({ max: 2, clock, schedule: (task) => void turns.push(task) });
  const started: number[] = [];
  const finish: (() => void)[] = [];
  return {
    timers,
    started,
    finish,
    ask: (id: number) =>
      admission.run(() => {
        started.push(id);
        return new Promise<void>((resolve) => void finish.push(resolve));
      }),
    endTurn: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      for (const run of turns.splice(0)) run();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('no more than so many are under way, and the others follow in the order of arrival', async () => {
  const { ask, started, finish, endTurn } = stage();
  const all = [1, 2, 3, 4, 5].map(ask);
  expect(started).toEqual([1, 2]);
  await endTurn();
  expect(started).toEqual([1, 2]);
  finish[0]?.();
  await endTurn();
  expect(started).toEqual([1, 2, 3]);
  finish[1]?.();
  finish[2]?.();
  await endTurn();
  expect(started).toEqual([1, 2, 3, 4, 5]);
  for (const done of finish) done();
  await Promise.all(all);
});

test('[D13] one that waits for a slow client keeps nobody else waiting', async () => {
  const { ask, started, finish, timers, endTurn } = stage();
  const all = [1, 2, 3].map(ask);
  for (const timeIsOver of timers) timeIsOver();
  await endTurn();
  expect(started).toEqual([1, 2, 3]);
  for (const done of finish) done();
  await Promise.all(all);
  expect(timers.size).toBe(0);
});
