import { createAccounts, readCredential, type AccountsFeature } from './accounts/index.ts';
import type { Bus } from './bus/bus.ts';
import { createLocalRateStore, type RateStore } from './bus/rate-store.ts';
import type { SharedSets } from './bus/shared-sets.ts';
import type { Config } from './config/index.ts';
import {
  buildHttp,
  createOriginPolicy,
  createUpgradeLimit,
  type Http,
  type KnownRoute,
  type OriginPolicy,
} from './http/index.ts';
import { createMetrics, type Logger, observeFeatures, type Metrics } from './monitoring/index.ts';
import { Directory } from './ldap/index.ts';
import { mailSettingsOf } from './mail/index.ts';
import { readPlacePicture } from './faces/index.ts';
import { createEmptyTest, isReachable, openPlace, type Place, type PlaceFactsOf, twinsOf } from './place/index.ts';
import { providersOf } from './oidc/index.ts';
import { pushSettingsOf } from './push/index.ts';
import { type Clock, systemClock } from './realtime/clock.ts';
import { type ConnectionLimits, defaultConnectionLimits } from './realtime/connection.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import type { Storage } from './storage/storage.ts';
import { type FeatureParts, type Features, wireFeatures } from './wire-features.ts';

/** What a server stands on. All of it is the server's from here on: `close()` closes it. */
export interface ServerParts {
  config: Config;
  storage: Storage;
  bus: Bus;
  sharedSets: SharedSets;
  /** Where limits are counted; in this process alone if left out. */
  rateStore?: RateStore;
  logger: Logger;
  /** Tests put their own in. */
  clock?: Clock;
  connectionLimits?: ConnectionLimits;
  /** The built web app, `apps/web/dist` if left out. */
  webFolder?: string;
  /** Hold every REST answer against its schema: for tests. */
  checkAnswers?: boolean;
  /** All of ours, where it is left out. */
  features?: FeatureParts['features'];
}

export interface RunningServer {
  /** As a person on this machine opens it: `http://127.0.0.1:8000`. */
  url: string;
  port: number;
  /** Every route that it answers. */
  routes: readonly KnownRoute[];
  /** Stops accepting, drains the sockets, flushes the log, closes the storage; in bounded time. */
  close(): Promise<void>;
}

const pingMs = 2_000;

/**
 * Connections that wait to be accepted, as far as the system lets them (`net.core.somaxconn`). With the usual 511, of
 * thousands who come back at once most would be turned away by the kernel, and try again after 1, 3 and 7 seconds.
 */
const backlog = 8_192;

/** `RATE_LIMITS=off`: bounds of memory stay, how often somebody may ask does not count. */
const withoutPace: ConnectionLimits = {
  ...defaultConnectionLimits,
  commands: { perSecond: 1e9, burst: 1e9 },
  commandsPerUser: { perSecond: 1e9, burst: 1e9 },
  descriptionsPerUser: { perSecond: 1e9, burst: 1e12 },
  connectionsPerUser: Number.POSITIVE_INFINITY,
};

/** Wires everything together, the one place that knows all features, and listens. */
export async function createServer(parts: ServerParts): Promise<RunningServer> {
  const { config, logger } = parts;
  const metrics = createMetrics();
  const shutdown = createShutdown({ logger, withinMs: config.shutdownSeconds * 1_000 });
  const origins = createOriginPolicy(config);
  const place = await openOwnPlace(parts);
  const { accounts, features } = await startFeatures(parts, { metrics, origins, place });
  const http = await buildHttp({
    config,
    logger,
    metrics,
    authenticate: (headers) => features.accounts.authenticate(headers),
    liveCaller: (session) => features.accounts.liveCaller(session),
    showsSession: (headers) => readCredential(headers, config) !== null,
    isEmpty: () => place.placeFacts.isEmpty(),
    placeName: () => place.place.settings().name,
    permits: (role, needs) => place.place.permits(role, needs),
    origins,
    readiness: {
      needed: { database: () => parts.storage.ping(pingMs) },
      useful: { bus: () => parts.bus.ping(pingMs), ...features.checks },
    },
    isStopping: () => shutdown.isStopping,
    rateStore: parts.rateStore,
    webFolder: parts.webFolder,
    checkAnswers: parts.checkAnswers,
  });
  for (const addRoutes of [...accounts.routes(http.limits), ...features.routes]) await addRoutes(http.app);
  planShutdown(shutdown, { parts, http, accounts, features });
  features.sockets.listen(http.app.server);
  await http.app.listen({ port: config.port, host: config.host, backlog }).catch(async (error: unknown) => {
    await shutdown.run();
    throw error;
  });
  warmUpSoon(accounts, shutdown, logger);
  const port = portOf(http);
  return { url: `http://${hostInUrl(config.host)}:${port}`, port, routes: http.routes, close: () => shutdown.run() };
}

// Whoever waits for the server to be there comes first.
const warmUpAfterMs = 100;

function warmUpSoon(accounts: AccountsFeature, shutdown: Shutdown, logger: Logger): void {
  const timer = setTimeout(() => {
    if (shutdown.isStopping) return;
    accounts.warmUp().catch((error: unknown) => {
      if (!shutdown.isStopping) logger.error({ err: error }, 'accounts could not be prepared');
    });
  }, warmUpAfterMs);
  timer.unref();
}

interface StartedFeatures {
  accounts: AccountsFeature;
  features: Features;
}

interface OwnPlace {
  place: Place;
  placeFacts: PlaceFactsOf;
}

/** The place as it is kept, with what the environment says of it. */
async function openOwnPlace({ config, storage, bus, logger, clock = systemClock }: ServerParts): Promise<OwnPlace> {
  const onError = (error: unknown): void => logger.error({ err: error }, 'the settings of the place could not be read');
  const place = await openPlace({ storage, bus, now: clock.wallNow, twins: twinsOf(config), onError });
  const isEmpty = createEmptyTest(storage, () => place.settings().joining);
  const methods = {
    password: true,
    passkey: true,
    magicLink: false,
    oidc: providersOf(config),
    ldap: config.ldap !== null,
  };
  const placeFacts: PlaceFactsOf = {
    isReachable: isReachable(config),
    hasMail: config.smtpUrl !== undefined,
    isEmpty,
    methods,
    arrivals: { land: null, askToConfirm: null, requireSayable: null },
    picture: () => Promise.resolve(null),
    pictureOfEnvironment: await readPlacePicture(config),
  };
  return { place, placeFacts };
}

interface Around {
  metrics: Metrics;
  origins: OriginPolicy;
  place: OwnPlace;
}

async function startFeatures(parts: ServerParts, { metrics, origins, place }: Around): Promise<StartedFeatures> {
  const { config, storage, bus, logger, clock = systemClock } = parts;
  const started = Promise.withResolvers<AccountsFeature>();
  const mayConnect = createUpgradeLimit(config, clock.monotonicNow);
  const observers = observeFeatures(metrics);
  // In this process each has a store of its own: no flood of one kind pushes the other's counts out.
  const openRates = (): RateStore | null =>
    config.rateLimits ? (parts.rateStore ?? createLocalRateStore(clock.monotonicNow)) : null;
  const directory = config.ldap && new Directory(config.ldap);
  const features = await wireFeatures({
    storage,
    bus,
    sharedSets: parts.sharedSets,
    logger,
    clock,
    rates: openRates(),
    place,
    push: pushSettingsOf(config),
    mail: mailSettingsOf(config),
    oidc: config.oidc,
    directory,
    files: config.files ?? undefined,
    connectionLimits: parts.connectionLimits ?? (config.rateLimits ? defaultConnectionLimits : withoutPace),
    sockets: {
      compress: config.socketCompression,
      allowsOrigin: (headers) => origins.allowsSocket(headers),
      admit: (request) =>
        mayConnect(request) ? null : { code: 'rate-limited', detail: 'Too many connections at once. Try again soon.' },
    },
    features: parts.features,
    observe: observers.observe,
    async createAccounts(whoIsOnline) {
      const accounts = await createAccounts({
        config,
        storage,
        bus,
        logger,
        clock,
        whoIsOnline,
        place: place.place,
        isEmpty: () => place.placeFacts.isEmpty(),
        arrivals: place.placeFacts.arrivals,
        directory,
        rates: openRates(),
      });
      started.resolve(accounts);
      return accounts.accounts;
    },
  });
  const { hub, writer } = features;
  observers.watch({
    connections: () => hub.connections.size,
    lagging: () => hub.countLagging(),
    closed: () => hub.closedConnections,
    resumes: () => features.resumes,
    queued: () => writer.depth,
    delivered: () => hub.deliveredFrames,
    jobs: features.jobCounts,
    jobWaits: features.jobWaits,
    ofFeatures: features.counters,
    nowOfFeatures: features.gauges,
  });
  if (bus.counts) observers.watchBus(bus);
  return { accounts: await started.promise, features };
}

interface Stopping extends StartedFeatures {
  parts: ServerParts;
  http: Http;
}

/** The order is the promise: what was acknowledged is stored, and who is connected is told before the door closes. */
function planShutdown(shutdown: Shutdown, { parts, http, accounts, features }: Stopping): void {
  const { app } = http;
  shutdown.add('stop accepting', () => void app.server.close());
  // Half the time for people on sockets; the other half for everything behind them.
  shutdown.add('drain the sockets', () => features.sockets.drain((parts.config.shutdownSeconds * 1_000) / 2));
  shutdown.add('finish requests', () => app.close());
  shutdown.add('flush the log', () => features.close());
  shutdown.add('accounts', () => accounts.close());
  shutdown.add('shared sets', () => parts.sharedSets.close());
  shutdown.add('limits', () => parts.rateStore?.close());
  shutdown.add('bus', () => parts.bus.close());
  shutdown.add('storage', () => parts.storage.close());
}

function portOf({ app }: Http): number {
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
