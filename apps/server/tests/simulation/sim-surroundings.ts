import type { Random } from './random.ts';
import type { Faults } from './sim-faults.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What everything in a world is exposed to. */
export interface SimSurroundings {
  readonly time: VirtualTime;
  readonly random: Random;
  /** Those of the moment. */
  faults: Faults;
  /** What a socket takes before it says that it is full. */
  readonly highWaterMark: number;
}
