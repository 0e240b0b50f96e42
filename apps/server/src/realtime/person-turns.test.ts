import { expect, it } from 'vitest';
import { StageClock } from './stage-clock.ts';
import { PersonTurns } from './person-turns.ts';

it('[A43] lets one at a time run for each person, and nobody wait for somebody else', async () => {
  const clock = new StageClock();
  const turns = new PersonTurns({ clock, schedule: setImmediate });
  const running: string[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await clock.pass(1);
  };
  const ends = new Map<string, () => void>();
  const start = (name: string): Promise<void> =>
    turns.run(name.slice(0, 3), async () => {
      running.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const all = ['ada1', 'ada2', 'bob1', 'ada3'].map(start);
  await settle();
  expect(running).toEqual(['ada1', 'bob1']);
  ends.get('ada1')?.();
  await settle();
  expect(running).toEqual(['ada1', 'bob1', 'ada2']);
  // It waits for a client that does not read: the next need not.
  await clock.pass(1_000);
  await settle();
  expect(running).toEqual(['ada1', 'bob1', 'ada2', 'ada3']);
  for (const end of ends.values()) end();
  await Promise.all(all);
});
