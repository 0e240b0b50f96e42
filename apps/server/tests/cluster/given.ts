import type { Person } from '../api.ts';
import type { Cluster } from './cluster.ts';

/** What every test of the cluster begins with: all of it works, and six people are there. */
export interface Given {
  cluster: Cluster;
  people: readonly Person[];
}

/** What is promised takes 3 s at most; a busy machine is no fault. The times that were measured are written out. */
export const slowMachineMs = 15_000;

/** A figure that was measured, for whoever reads the run. */
export function note(text: string): void {
  process.stdout.write(`  ${text}\n`);
}
