import { readUsage } from '../../../bench/measure/process-usage.ts';

export interface Spent {
  /** How often the work was done. */
  count: number;
  seconds: number;
  /** Of this process and of the other one, for each time. */
  ownMicros: number;
  otherMicros: number;
}

const ownMicrosNow = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Repeats the work in `lanes` at once until the time is over. The CPU of a process is told in steps of 10 ms: measure for seconds. */
export async function spend(
  { lanes, seconds, otherPid }: { lanes: number; seconds: number; otherPid: number },
  work: (lane: number, turn: number) => Promise<number>,
): Promise<Spent> {
  await runLanes(lanes, 0.3, work);
  const [own, other, from] = [ownMicrosNow(), readUsage(otherPid).cpuMs, performance.now()];
  const count = await runLanes(lanes, seconds, work);
  return {
    count,
    seconds: (performance.now() - from) / 1000,
    ownMicros: (ownMicrosNow() - own) / count,
    otherMicros: ((readUsage(otherPid).cpuMs - other) * 1000) / count,
  };
}

async function runLanes(
  lanes: number,
  seconds: number,
  work: (lane: number, turn: number) => Promise<number>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const counts = Array.from({ length: lanes }, async (_, lane) => {
    let count = 0;
    for (let turn = 0; performance.now() < until; turn++) count += await work(lane, turn);
    return count;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
