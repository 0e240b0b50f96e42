/** Answers the next number from 0 up to 1. */
export type Random = () => number;

/** Mulberry32 (Ettinger, 2017): small, and the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often something happens that happens `mean` times on average: Poisson, in the normal approximation from 50 on. */
export function drawPoisson(mean: number, random: Random): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** The same, but at least once; `mean` is that of all, those that happen never included. */
export function drawPoissonFromOne(mean: number, random: Random): number {
  // The time of the first one is drawn within the unit, the others come after it.
  const first = -Math.log(1 - random() * -Math.expm1(-mean));
  return 1 + drawPoisson(mean - first, random);
}

/** Box and Muller, 1958. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
