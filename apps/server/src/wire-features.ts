import type { Logger } from 'pino';
import type { Accounts, WhoIsOnline } from './accounts/index.ts';
import { createAudit } from './audit/index.ts';
import type { Bus } from './bus/bus.ts';
import { hear } from './bus/bus-event.ts';
import type { RateStore } from './bus/rate-store.ts';
import type { SharedSets } from './bus/shared-sets.ts';
import { ChatMemory, createChatAccess, DescriptionPace, HourlyAllowance, ListMemory } from './chats/index.ts';
import type { Feature, FeatureCounter, FeatureGauge } from './feature.ts';
import { type House, listFeatures } from './features.ts';
import type { FileOptions } from './files/index.ts';
import { createResumes, RecentWall } from './following/index.ts';
import type { Routes } from './http/index.ts';
import { type JobCounts, JobRunner, JobStore, jobsWaiting } from './jobs/index.ts';
import { AfterCommit } from './log/after-commit.ts';
import { createLogWriter, type LogWriter } from './log/log-writer.ts';
import { createStampClock } from './log/stamp-clock.ts';
import { ActiveUsers, AttentiveUsers, LastSeen, OnlineUsers, OpenChats } from './presence/index.ts';
import type { OidcConfig } from './config/index.ts';
import type { Directory } from './ldap/index.ts';
import { type MailSettings, PostOffice } from './mail/index.ts';
import { createSendOrder, refuseMuted } from './order/index.ts';
import { barePlace, type Place, type PlaceFactsOf } from './place/index.ts';
import { PicturePool } from './pictures/picture-pool.ts';
import { type PushSettings, pushSettingsOf } from './push/index.ts';
import { Admission } from './realtime/admission.ts';
import type { Clock } from './realtime/clock.ts';
import type { ConnectionLimits } from './realtime/connection.ts';
import { Hub } from './realtime/hub.ts';
import { PersonTurns } from './realtime/person-turns.ts';
import { ReactionList } from './realtime/reactions.ts';
import { Tick } from './realtime/tick.ts';
import { UserPace } from './realtime/user-pace.ts';
import { createSockets, type SocketOptions, type Sockets } from './sockets/index.ts';
import type { Storage } from './storage/storage.ts';

/** Enough to keep the database busy, few enough for a turn of the event loop to stay short. */
const admittedAtOnce = 16;

export interface FeatureParts {
  storage: Storage;
  bus: Bus;
  sharedSets: SharedSets;
  logger: Logger;
  clock: Clock;
  connectionLimits: ConnectionLimits;
  /** Where files are kept; left out: there are none. */
  files?: FileOptions | undefined;
  /** Where limits are counted that all nodes share; null: there are none. */
  rates: RateStore | null;
  sockets: SocketOptions;
  /** To push services that all can reach, in nobody's name, where it is left out. */
  push?: PushSettings;
  /** Where mail goes; nowhere, where it is left out. */
  mail?: MailSettings | null;
  /** How people log in with a provider, and who knows the people of a directory; nobody, where they are left out. */
  oidc?: OidcConfig | null;
  directory?: Directory | null;
  /** The place and how it is run; left out: with nothing that the environment says. */
  place?: { place: Place; placeFacts: PlaceFactsOf };
  /** Accounts come last: they need to know who is online. */
  createAccounts(whoIsOnline: WhoIsOnline): Promise<Accounts>;
  /** Runs a task at the end of this turn of the event loop. The simulation brings its own. */
  schedule?: (task: () => void) => void;
  observe?: Parameters<typeof createLogWriter>[0]['observe'];
  /** All of ours, where it is left out: tests bring theirs. */
  features?: ((house: House) => readonly Feature[]) | undefined;
}

export interface Features {
  accounts: Accounts;
  routes: readonly Routes[];
  sockets: Sockets;
  /** Since the start: clients that came back with what they knew, and chats that these had to read anew. */
  /** What the features count. */
  readonly counters: readonly FeatureCounter[];
  readonly gauges: readonly FeatureGauge[];
  /** What they stand on beside the database. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  readonly resumes: { readonly resumed: number; readonly reset: number };
  hub: Hub;
  writer: LogWriter;
  /** Durable work that was done here since the start, by kind. */
  jobCounts: () => Iterable<readonly [kind: string, counts: JobCounts]>;
  /** See `JobRunner.waits`. */
  jobWaits: JobRunner['waits'];
  /** After the sockets were drained: finishes what waits to be written. */
  close(): Promise<void>;
}

/** Pages of history that are read for one person at once: the readers are kept busy, and others wait some 3 ms. */
const historiesAtOnce = 16;

/** Puts what the features stand on together, and the features on it. */
export async function wireFeatures(parts: FeatureParts): Promise<Features> {
  const { storage, sharedSets } = parts;
  const house = await buildHouse(parts);
  const { accounts, hub, writer } = house;
  const features = (parts.features ?? listFeatures)(house);
  const { bus, clock, tick, reactions, onError } = house;
  const sockets = await createSockets(
    {
      epoch: storage.epoch,
      bus,
      sharedSets,
      hub,
      tick,
      clock,
      reactions,
      onError,
      callers: accounts,
      permits: (role, needs) => house.place.permits(role, needs),
      membership: house.access,
      limits: parts.connectionLimits,
      pace: new UserPace(parts.connectionLimits.commandsPerUser),
      upgrades: new Admission({ clock, schedule: house.schedule, max: admittedAtOnce }),
    },
    features,
    parts.sockets,
  );
  const jobs = await startJobs(house, features, parts.logger);
  return {
    accounts,
    routes: features.flatMap(({ routes = [] }) => routes),
    sockets,
    counters: features.flatMap(({ counters = [] }) => counters),
    gauges: features.flatMap(({ gauges = [] }) => gauges),
    checks: Object.fromEntries(features.flatMap(({ checks = {} }) => Object.entries(checks))),
    resumes: house.resumes.counts,
    hub,
    writer,
    jobCounts: () => jobs.counts,
    jobWaits: () => jobs.waits(),
    async close() {
      sockets.close();
      await jobs.close();
      await writer.close();
      for (const feature of features) await feature.close?.();
      house.pictures.close();
    },
  };
}

/** Looks for work at once: what was under way when the last process ended. */
async function startJobs(
  { storage, bus, clock }: Pick<House, 'storage' | 'bus' | 'clock'>,
  features: readonly Feature[],
  logger: Logger,
): Promise<Pick<JobRunner, 'counts' | 'waits' | 'close'>> {
  const runner = new JobRunner(
    features.flatMap(({ jobs = [] }) => jobs),
    {
      store: new JobStore(storage),
      clock,
      onError: (error, job) => logger.error({ err: error, job }, 'a job failed'),
    },
  );
  const unsubscribe = await bus.subscribe('nodes', hear(jobsWaiting.on(({ dueAt }) => runner.wake(dueAt))));
  runner.wake();
  return {
    get counts() {
      return runner.counts;
    },
    waits: () => runner.waits(),
    async close() {
      unsubscribe();
      await runner.close();
    },
  };
}

interface BuiltHouse extends House {
  pictures: PicturePool;
  tick: Tick;
  schedule: (task: () => void) => void;
}

async function buildHouse(parts: FeatureParts): Promise<BuiltHouse> {
  const { storage, bus, sharedSets: sets, clock, logger, schedule = setImmediate } = parts;
  const onError = (error: unknown): void => logger.error({ err: error }, 'a live update failed');
  const turns = { clock, schedule };
  const lastSeen = new LastSeen({ db: storage.db, bus, clock, onError });
  const onlineUsers = new OnlineUsers({ sets, bus, lastSeen, onError });
  const activeUsers = new ActiveUsers({ sets, bus, onError });
  const whoIsOnline = (userIds: readonly string[]): Promise<Set<string>> => onlineUsers.whoIsOnline(userIds);
  const accounts = await parts.createAccounts(Object.assign(whoIsOnline, { version: () => onlineUsers.version }));
  const { place, placeFacts } = parts.place ?? barePlace();
  const order = await createSendOrder({ ...parts, schedule, settings: () => place.settings(), onError });
  const tick = new Tick(schedule);
  const afterCommit = new AfterCommit();
  return {
    afterCommit,
    storage,
    audit: createAudit({ storage, now: () => clock.wallNow() }),
    log: storage.log,
    bus,
    clock,
    schedule,
    onError,
    writer: createLogWriter({
      log: storage.log,
      bus,
      schedule,
      afterCommit,
      refuse: (command) => refuseMuted(order, command),
      ...(parts.observe && { observe: parts.observe }),
    }),
    stampNow: createStampClock(clock),
    accounts,
    place,
    placeFacts,
    order,
    access: await createChatAccess(storage, bus, () => clock.monotonicNow()),
    descriptions: new DescriptionPace(new UserPace(parts.connectionLimits.descriptionsPerUser), turns),
    rates: parts.rates,
    sets,
    files: parts.files ?? null,
    pictures: new PicturePool({ onError: (error) => logger.warn({ err: error }, 'a picture could not be looked at') }),
    allowance: new HourlyAllowance(parts.rates),
    chatMemory: new ChatMemory(),
    listMemory: new ListMemory(storage.log.stamps),
    histories: new PersonTurns({ ...turns, max: historiesAtOnce }),
    tick,
    hub: new Hub({ log: storage.log, bus, tick, clock, onError }),
    reactions: new ReactionList(onError),
    recentWall: new RecentWall(clock),
    resumes: createResumes(storage, { ...turns, max: admittedAtOnce }),
    lastSeen,
    onlineUsers,
    activeUsers,
    attentiveUsers: new AttentiveUsers({ sets, clock, onError }),
    mailSettings: parts.mail ?? null,
    office: parts.mail ? new PostOffice(parts.mail) : null,
    logger,
    oidcSettings: parts.oidc ?? null,
    directory: parts.directory ?? null,
    pushSettings:
      parts.push ?? pushSettingsOf({ pushContact: undefined, pushPrivateAddresses: false, publicUrl: undefined }),
    openChats: new OpenChats({ accounts, activeUsers, clock, onError }),
  };
}
