import type { Bus } from '../bus/bus.ts';
import type { Metrics } from './metrics.ts';

export interface FeatureMetrics {
  /** For the log's writer. */
  observe: { committed(commands: number): void; failed(error: unknown): void };
  /** What is asked when Prometheus asks. */
  watch(counts: { connections: () => number; queued: () => number; delivered: () => number }): void;
  /** Of a node that has others beside it. */
  watchBus(bus: Pick<Bus, 'counts'>): void;
}

const batchSizes = [1, 2, 5, 10, 25, 50, 100, 250, 500];

/** What an operator of a chat server wants to see at a glance. */
export function observeFeatures(metrics: Metrics): FeatureMetrics {
  const commits = metrics.addHistogram('confab_log_commit_commands', 'Commands in each commit of the log.', batchSizes);
  const failures = metrics.addCounter('confab_log_commit_failures_total', 'Commands that the log did not take.');
  return {
    observe: { committed: (commands) => commits.observe(commands), failed: () => failures.add() },
    watch({ connections, queued, delivered }) {
      metrics.addGauge('confab_delivered_frames', 'Live changes handed to sockets since the start.', delivered);
      metrics.addGauge('confab_connections', 'Open sockets.', connections);
      metrics.addGauge('confab_log_queue_depth', 'Commands that wait for the log.', queued);
    },
    watchBus(bus) {
      metrics.addGauge('confab_bus_topics', 'Topics that this node listens to.', () => bus.counts?.topics ?? 0);
      metrics.addGauge(
        'confab_bus_received_events',
        'Events from Redis since the start.',
        () => bus.counts?.received ?? 0,
      );
      metrics.addGauge(
        'confab_bus_dropped_events',
        'Events not sent, for want of Redis.',
        () => bus.counts?.dropped ?? 0,
      );
      metrics.addGauge('confab_bus_malformed_events', 'Events that made no sense.', () => bus.counts?.malformed ?? 0);
    },
  };
}
