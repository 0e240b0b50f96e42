import type { CDPSession } from '@playwright/test';

/** What the tasks of the page's main thread took until now, by the thread's own clock: what else the machine does is not in it. */
export async function mainThreadMs(session: CDPSession): Promise<number> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}
