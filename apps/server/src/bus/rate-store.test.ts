import { describe, expect, test } from 'vitest';
import { createLocalRateStore, LocalRates } from './rate-store.ts';

describe('[A6] the counts of a lone node', () => {
  test('that are given back when their window is over are no credit for the next', async () => {
    const clock = { now: 0 };
    const rates = createLocalRateStore(() => clock.now);
    await rates.count('ada', 1_000, 40);
    clock.now = 1_000;
    expect((await rates.count('ada', 1_000, -40)).current).toBe(0);
    expect((await rates.count('ada', 1_000)).current).toBe(1);
    expect((await rates.count('ada', 1_000, -40)).current).toBe(0);
    expect((await rates.count('ada', 1_000)).current).toBe(1);
  });

  test('of a long window outlast a flood of short ones', () => {
    const clock = { now: 0 };
    const rates = new LocalRates(() => clock.now, 100);
    rates.count('ada', 3_600_000, 50);
    for (let at = 0; at < 1_000; at += 1) {
      rates.count(`flood ${at}`, 1_000);
      clock.now += 1;
    }
    expect(rates.count('ada', 3_600_000).current).toBe(51);
  });

  test('are bounded in number, those over first', () => {
    const clock = { now: 0 };
    const rates = new LocalRates(() => clock.now, 100);
    for (let at = 0; at < 60; at += 1) rates.count(`old ${at}`, 1_000);
    clock.now = 1_000;
    for (let at = 0; at < 100; at += 1) rates.count(`hour ${at}`, 3_600_000);
    expect(rates.size).toBeLessThanOrEqual(100);
    expect(rates.count('hour 0', 3_600_000).current).toBe(2);
    rates.count('one more', 3_600_000);
    expect(rates.size).toBe(100);
    expect(rates.count('hour 0', 3_600_000).current).toBe(1);
  });
});
