import { expect, it } from 'vitest';
import { StageClock } from '../realtime/stage-clock.ts';
import { RecentWall } from './recent-wall.ts';

it.each([600_000, -600_000])(
  '[D27] what was stamped before the clock was set by %i ms is still asked for',
  async (step) => {
    const clock = new StageClock();
    const recent = new RecentWall(clock);
    recent.since();
    await clock.pass(3_000);
    const stampedAt = clock.wallNow();
    clock.stepWall(step);
    expect(recent.since()).toBeLessThan(stampedAt);
    await clock.pass(30_000);
    expect(recent.since()).toBeLessThan(stampedAt);
    await clock.pass(120_000);
    expect(recent.since()).toBe(clock.wallNow() - 60_000);
  },
);
