/**
 * A log-linear histogram in the manner of HdrHistogram: every power of two is cut into `SUB_BUCKETS` equal parts, so a
 * value is off by at most 1/64 however large it is, and histograms of several processes can be added up.
 * Values are whole numbers from 0 (microseconds, here).
 */
export class Histogram {
  #counts: number[] = [];
  #total = 0;
  #max = 0;

  get count(): number {
    return this.#total;
  }

  get max(): number {
    return this.#max;
  }

  record(value: number): void {
    const whole = Math.max(0, Math.round(value));
    const index = bucketOf(whole);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#total++;
    if (whole > this.#max) this.#max = whole;
  }

  add(other: HistogramJson): void {
    for (const [index, count] of other.counts) this.#counts[index] = (this.#counts[index] ?? 0) + count;
    this.#total += other.total;
    this.#max = Math.max(this.#max, other.max);
  }

  /** The smallest value that at least `percent` % of all are not above, NaN where there are none. */
  percentile(percent: number): number {
    if (this.#total === 0) return Number.NaN;
    const wanted = Math.max(1, Math.ceil((percent / 100) * this.#total));
    let seen = 0;
    for (const [index, count] of this.#counts.entries()) {
      seen += count ?? 0;
      if (seen >= wanted) return Math.min(bucketTop(index), this.#max);
    }
    return this.#max;
  }

  toJSON(): HistogramJson {
    const counts: [number, number][] = [];
    for (const [index, count] of this.#counts.entries()) if (count) counts.push([index, count]);
    return { counts, total: this.#total, max: this.#max };
  }
}

export interface HistogramJson {
  counts: [number, number][];
  total: number;
  max: number;
}

export function mergeHistograms(parts: readonly HistogramJson[]): Histogram {
  const whole = new Histogram();
  for (const part of parts) whole.add(part);
  return whole;
}

const SUB_BUCKETS = 64;
const SUB_BITS = 6;

function bucketOf(value: number): number {
  if (value < SUB_BUCKETS) return value;
  const exponent = Math.floor(Math.log2(value)) - SUB_BITS;
  const part = Math.floor(value / 2 ** exponent) - SUB_BUCKETS;
  return SUB_BUCKETS * (exponent + 1) + part;
}

/** The largest value that falls into the bucket. */
function bucketTop(index: number): number {
  if (index < SUB_BUCKETS) return index;
  const exponent = Math.floor(index / SUB_BUCKETS) - 1;
  const part = index % SUB_BUCKETS;
  return (SUB_BUCKETS + part + 1) * 2 ** exponent - 1;
}
