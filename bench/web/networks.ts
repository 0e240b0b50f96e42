/** A way to the server, as Chromium plays it: `latencyMs` is added to each request once. */
export interface Network {
  name: string;
  latencyMs: number;
  downBytesPerSecond: number;
  upBytesPerSecond: number;
}

const megabit = 1_000_000 / 8;
const rttMs = 150;

/**
 * The same network twice. "3G fast" of WebPageTest, which Lighthouse simulates, is 1.6 Mbit/s down, 750 kbit/s up and a
 * round trip of 150 ms. Throttled by request, as the preset "Fast 3G" of DevTools and Lighthouse's `devtools` method do,
 * the latency is multiplied by 3.75 and the throughput by 0.9: what name look-up, connection and slow start would have cost.
 */
export const networks: Network[] = [
  { name: '3G fast, 150 ms', latencyMs: rttMs, downBytesPerSecond: 1.6 * megabit, upBytesPerSecond: 0.75 * megabit },
  {
    name: 'DevTools Fast 3G, 562 ms',
    latencyMs: rttMs * 3.75,
    downBytesPerSecond: 1.6 * megabit * 0.9,
    upBytesPerSecond: 0.75 * megabit * 0.9,
  },
];

/** What a phone of the middle is slower than the machine that it is measured on. */
export const cpuSlowdown = 4;
