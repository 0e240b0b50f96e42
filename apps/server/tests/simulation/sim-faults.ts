import type { Random } from './random.ts';

/** How bad the world is in one run. Probabilities, milliseconds. */
export interface Faults {
  busLoses: number;
  busDoubles: number;
  /** Of events that come much later than those published after them. */
  busDelays: number;
  commitFails: number;
  /** Of failed commits: the answer was lost, what was asked for is written. */
  commitFailsLate: number;
  readFails: number;
  storageMs: number;
  latencyMs: number;
  cutsPerSecond: number;
  silencesPerSecond: number;
  stallsPerSecond: number;
  crashesPerSecond: number;
  clientRestartsPerSecond: number;
}

/** Each kind of fault is absent, rare or common, each by itself. */
export function drawFaults(random: Random): Faults {
  const level = (rare: number, common: number): number => random.pick([0, rare, common]) ?? 0;
  return {
    busLoses: level(0.02, 0.3),
    busDoubles: level(0.05, 0.3),
    busDelays: level(0.05, 0.3),
    commitFails: level(0.01, 0.1),
    commitFailsLate: 0.5,
    readFails: level(0, 0.01),
    storageMs: random.pick([0.1, 2, 30]) ?? 1,
    latencyMs: random.pick([0.2, 5, 80]) ?? 1,
    cutsPerSecond: level(0.1, 1),
    silencesPerSecond: level(0, 0.05),
    stallsPerSecond: level(0.05, 0.3),
    crashesPerSecond: level(0.02, 0.1),
    clientRestartsPerSecond: level(0.05, 0.3),
  };
}

/** What it is like once everything has been repaired. */
export function withoutFaults({ storageMs, latencyMs }: Faults): Faults {
  return {
    busLoses: 0,
    busDoubles: 0,
    busDelays: 0,
    commitFails: 0,
    commitFailsLate: 0,
    readFails: 0,
    storageMs,
    latencyMs,
    cutsPerSecond: 0,
    silencesPerSecond: 0,
    stallsPerSecond: 0,
    crashesPerSecond: 0,
    clientRestartsPerSecond: 0,
  };
}
