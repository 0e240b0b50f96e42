import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import { LoadSocket } from './socket.ts';
import type { ResumeAgainArgs, ResumeAgainResult } from './wire.ts';

/** Measures what a resume alone costs: from the command that answers `welcome` to `ready`. */
export async function resumeAgain(args: ResumeAgainArgs): Promise<ResumeAgainResult> {
  const latencies = new Histogram();
  const failures: string[] = [];
  for (let time = 0; time < args.times; time++) {
    const outcome = await resumeOnce(args);
    if (typeof outcome === 'number') latencies.record(outcome);
    else failures.push(outcome);
  }
  return { latencies: latencies.toJSON(), failures: failures.slice(0, 5) };
}

/** Microseconds, or why it failed. */
function resumeOnce(args: ResumeAgainArgs): Promise<number | string> {
  return new Promise((resolve) => {
    let resumedAt = 0;
    const socket = new LoadSocket(args, args.client, {
      // The first frame is `welcome`, and it has been answered by now.
      onFrame: () => {
        resumedAt ||= monotonicMicros();
      },
      onReady: () => {
        resolve(monotonicMicros() - resumedAt);
        socket.cut();
      },
      onEnd: resolve,
    });
  });
}
