import type { Figures } from '../results.ts';
import { readUsage } from './process-usage.ts';

/** A service that a server stands on. Its CPU is no part of the server's. */
export interface Backing {
  figure: 'postgresMicros' | 'redisMicros';
  pid: number;
}

/** CPU of each since its start, in milliseconds. */
export function readBacking(backing: readonly Backing[]): number[] {
  return backing.map(({ pid }) => readUsage(pid).cpuMs);
}

/** CPU of each for one of `units`, between two readings. */
export function compareBacking(
  backing: readonly Backing[],
  { before, after }: { before: readonly number[]; after: readonly number[] },
  units: number,
): Pick<Figures, Backing['figure']> {
  const figures: Pick<Figures, Backing['figure']> = {};
  for (const [place, { figure }] of backing.entries()) {
    figures[figure] = (((after[place] ?? 0) - (before[place] ?? 0)) * 1000) / units;
  }
  return figures;
}
