import { expect, it } from 'vitest';
import { StageClock } from '../realtime/stage-clock.ts';
import { createStampClock } from './stamp-clock.ts';

it('[D27] stamps with the wall clock, and with whole milliseconds', async () => {
  const clock = new StageClock();
  const stampNow = createStampClock(clock);
  expect(stampNow()).toBe(clock.wallNow());
  await clock.pass(1_500.5);
  expect(stampNow()).toBe(Math.floor(clock.wallNow()));
  clock.stepWall(600_000);
  expect(stampNow()).toBe(Math.floor(clock.wallNow()));
});

it('[D27] [A38] goes on where it was while a wall clock that was set back comes up with it', async () => {
  const clock = new StageClock();
  const stampNow = createStampClock(clock);
  const before = stampNow();
  clock.stepWall(-600_000);
  const stamps: number[] = [];
  for (let minute = 0; minute <= 25; minute += 1) {
    stamps.push(stampNow());
    await clock.pass(60_000);
  }
  expect(stamps[0]).toBe(before);
  expect(stamps).toEqual(stamps.toSorted((left, right) => left - right));
  expect(new Set(stamps).size).toBe(stamps.length);
  expect(stampNow()).toBe(clock.wallNow());
});

it('[A38] follows at once a wall clock that was wrong by more than an hour', () => {
  const clock = new StageClock();
  const stampNow = createStampClock(clock);
  clock.stepWall(86_400_000);
  stampNow();
  clock.stepWall(-86_400_000);
  expect(stampNow()).toBe(clock.wallNow());
});
