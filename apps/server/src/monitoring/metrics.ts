import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What Prometheus is told. A label is a name from our own code, a route's pattern, never an id or anything else that a
 * person sent: that would be their data, and a series of its own for each.
 */
export interface Metrics {
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Asked when Prometheus asks; null leaves it at what it was. */
  addGauge(name: string, help: string, read: () => number | null | Promise<number | null>): void;
  /** The same, by a label; where it rejects they are left at what they were. */
  addGaugesOf(
    name: string,
    help: string,
    { label, read }: { label: string; read: () => Promise<Iterable<readonly [string, number]>> },
  ): void;
  addCounter(name: string, help: string): { add(count?: number): void };
  /** Of something that counts by itself since the start; asked when Prometheus asks. */
  addCounterOf(name: string, help: string, read: () => number): void;
  /** The same, by a label. */
  addCountersOf(name: string, help: string, label: string, read: () => Iterable<readonly [string, number]>): void;
  addHistogram(name: string, help: string, buckets: number[]): { observe(value: number): void };
  readonly contentType: string;
  render(): Promise<string>;
}

const requestSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'confab_http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers: [registry],
  });
  return {
    observeRequest({ method, route, status, seconds }) {
      requests.observe({ method, route, status }, seconds);
    },
    addGauge(name, help, read) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [registry],
        collect: async () => {
          const value = await read();
          if (value !== null) gauge.set(value);
        },
      });
    },
    addGaugesOf(name, help, { label, read }) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        labelNames: [label],
        registers: [registry],
        collect: async () => {
          // While the database is away everything else is told.
          const values = await read().catch(() => []);
          for (const [value, count] of values) gauge.set({ [label]: value }, count);
        },
      });
    },
    addCounter(name, help) {
      const counter = new Counter({ name, help, registers: [registry] });
      return { add: (count = 1) => counter.inc(count) };
    },
    addCounterOf(name, help, read) {
      const counter: Counter = new Counter({
        name,
        help,
        registers: [registry],
        collect: () => {
          counter.reset();
          counter.inc(read());
        },
      });
    },
    addCountersOf(name, help, label, read) {
      const counter: Counter = new Counter({
        name,
        help,
        labelNames: [label],
        registers: [registry],
        collect: () => {
          counter.reset();
          for (const [value, count] of read()) counter.inc({ [label]: value }, count);
        },
      });
    },
    addHistogram(name, help, buckets) {
      const histogram = new Histogram({ name, help, buckets, registers: [registry] });
      return { observe: (value) => histogram.observe(value) };
    },
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}
