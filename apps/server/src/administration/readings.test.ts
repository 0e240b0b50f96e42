import { expect, test } from 'vitest';
import { StageClock } from '../realtime/stage-clock.ts';
import { Readings } from './readings.ts';

test('a reading is noted once, again after a rest, and not begun where it can’t be noted', async () => {
  const clock = new StageClock();
  const readings = new Readings(() => clock.monotonicNow());
  const noted: string[] = [];
  const goOn = (key: string) => readings.goOn(key, () => Promise.resolve(void noted.push(key)));
  await expect(readings.goOn('one', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  for (const key of ['one', 'one', 'two', 'one']) await goOn(key);
  expect(noted).toEqual(['one', 'two']);
  await clock.pass(20 * 60_000);
  await goOn('one');
  await clock.pass(20 * 60_000);
  for (const key of ['one', 'two']) await goOn(key);
  expect(noted).toEqual(['one', 'two', 'two']);
});
