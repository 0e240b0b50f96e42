import type { Bus } from '../bus/bus.ts';
import type { Metrics } from './metrics.ts';

/** What is asked when Prometheus asks. What counts up does so since the start. */
export interface WatchedCounts {
  /** Open sockets. */
  connections: () => number;
  /** Of these, those that do not take what they are sent fast enough. */
  lagging: () => number;
  /** Sockets that ended, by the reason. */
  closed: () => Iterable<readonly [string, number]>;
  /** Clients that came back, and chats that these had to read anew. */
  resumes: () => { resumed: number; reset: number };
  /** Live changes handed to sockets. */
  delivered: () => number;
  /** Commands that wait for the log. */
  queued: () => number;
  /** Durable work, by kind: what came of it. */
  jobs: () => Iterable<readonly [kind: string, counts: Readonly<Record<'done' | 'failed' | 'gaveUp', number>>]>;
  /** How long the one has been due that waits longest, in seconds, by kind. */
  jobWaits: () => Promise<Iterable<readonly [kind: string, seconds: number]>>;
  /** What features count by a label. */
  ofFeatures: readonly FeatureCounts[];
  /** What there is of theirs now. */
  nowOfFeatures: readonly FeatureGauges[];
}

interface FeatureGauges {
  readonly name: string;
  readonly help: string;
  readonly read: () => number | null | Promise<number | null>;
}

interface FeatureCounts {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly read: () => Iterable<readonly [value: string, count: number]>;
}

export interface FeatureMetrics {
  /** For the log's writer. */
  observe: { committed(commands: number, seconds: number): void; failed(error: unknown): void };
  watch(counts: WatchedCounts): void;
  /** Of a node that has others beside it. */
  watchBus(bus: Pick<Bus, 'counts'>): void;
}

const batchSizes = [1, 2, 5, 10, 25, 50, 100, 250, 500];
const commitSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** What an operator of a chat server wants to see at a glance. */
export function observeFeatures(metrics: Metrics): FeatureMetrics {
  const commits = metrics.addHistogram('confab_log_commit_commands', 'Commands in each commit of the log.', batchSizes);
  const seconds = metrics.addHistogram(
    'confab_log_commit_seconds',
    'Time that a commit of the log took.',
    commitSeconds,
  );
  const failures = metrics.addCounter('confab_log_commit_failures_total', 'Commands that the log did not take.');
  return {
    observe: {
      committed(commands, took) {
        commits.observe(commands);
        seconds.observe(took);
      },
      failed: () => failures.add(),
    },
    watch(counts) {
      watchSockets(metrics, counts);
      watchJobs(metrics, counts);
      for (const { name, help, label, read } of counts.ofFeatures) metrics.addCountersOf(name, help, label, read);
      for (const { name, help, read } of counts.nowOfFeatures) metrics.addGauge(name, help, read);
      metrics.addGauge('confab_log_queue_depth', 'Commands that wait for the log.', counts.queued);
    },
    watchBus: (bus) => watchBus(metrics, bus),
  };
}

function watchSockets(metrics: Metrics, { connections, lagging, closed, resumes, delivered }: WatchedCounts): void {
  metrics.addGauge('confab_connections', 'Open sockets.', connections);
  metrics.addGauge('confab_lagging_connections', 'Open sockets that take what they are sent too slowly.', lagging);
  metrics.addCountersOf('confab_closed_connections_total', 'Sockets that ended, by the reason.', 'reason', closed);
  metrics.addCounterOf('confab_resumes_total', 'Clients that came back with what they knew.', () => resumes().resumed);
  metrics.addCounterOf('confab_resets_total', 'Chats that clients who came back read anew.', () => resumes().reset);
  metrics.addCounterOf('confab_delivered_frames_total', 'Live changes handed to sockets.', delivered);
}

function watchJobs(metrics: Metrics, { jobs, jobWaits }: WatchedCounts): void {
  const by = (end: 'done' | 'failed' | 'gaveUp') => (): [string, number][] =>
    [...jobs()].map(([kind, counts]) => [kind, counts[end]]);
  metrics.addCountersOf('confab_jobs_done_total', 'Jobs done here, by kind.', 'kind', by('done'));
  metrics.addCountersOf('confab_jobs_failed_total', 'Attempts at a job that failed, by kind.', 'kind', by('failed'));
  metrics.addCountersOf('confab_jobs_given_up_total', 'Jobs dropped after many attempts.', 'kind', by('gaveUp'));
  metrics.addGaugesOf('confab_jobs_waiting_seconds', 'Since when a job has been due that nobody does.', {
    label: 'kind',
    read: jobWaits,
  });
}

function watchBus(metrics: Metrics, bus: Pick<Bus, 'counts'>): void {
  const counts = (): NonNullable<Bus['counts']> => bus.counts ?? { topics: 0, received: 0, dropped: 0, malformed: 0 };
  metrics.addGauge('confab_bus_topics', 'Topics that this node listens to.', () => counts().topics);
  metrics.addCounterOf('confab_bus_received_events_total', 'Events from Redis.', () => counts().received);
  metrics.addCounterOf(
    'confab_bus_dropped_events_total',
    'Events not sent, for want of Redis.',
    () => counts().dropped,
  );
  metrics.addCounterOf('confab_bus_malformed_events_total', 'Events that made no sense.', () => counts().malformed);
}
