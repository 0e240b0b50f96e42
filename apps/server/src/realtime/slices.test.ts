import { expect, test } from 'vitest';
import { Slices } from './slices.ts';

function stage() {
  const turns: (() => void)[] = [];
  const done: number[] = [];
  let now = 0;
  const slices = new Slices({ now: () => now, schedule: (run) => void turns.push(run), sliceMs: 5 });
  const add = (id: number, ms: number, andThen = () => {}): void =>
    slices.add(() => {
      done.push(id);
      now += ms;
      andThen();
    });
  /** Ends the turn; answers what was done in it. */
  const endTurn = (): number[] => {
    for (const run of turns.splice(0)) run();
    return done.splice(0);
  };
  return { add, endTurn, turns };
}

test('[D13] a crowd is served in the order of arrival, so many in a turn as fit into the slice', () => {
  const { add, endTurn, turns } = stage();
  for (let id = 1; id <= 5; id += 1) add(id, 2);
  expect(endTurn()).toEqual([1, 2, 3]);
  add(6, 2);
  expect(endTurn()).toEqual([4, 5, 6]);
  expect(turns).toHaveLength(0);
});

test('what takes longer than a slice has a turn to itself', () => {
  const { add, endTurn } = stage();
  add(1, 50);
  add(2, 50);
  expect(endTurn()).toEqual([1]);
  expect(endTurn()).toEqual([2]);
});

test('what a task adds comes after all that waits', () => {
  const { add, endTurn } = stage();
  add(1, 1, () => add(3, 1));
  add(2, 1);
  expect(endTurn()).toEqual([1, 2, 3]);
});
