import { createAudit } from '../audit/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { Config } from '../config/index.ts';
import type { Caller, RequestLimits, Routes } from '../http/index.ts';
import type { Logger } from '../monitoring/index.ts';
import type { Arrivals, Place } from '../place/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { accountRoutes } from './account-routes.ts';
import type { Accounts, WhoIsOnline } from './accounts.ts';
import type { AccountsContext } from './accounts-context.ts';
import type { AuthLibrary } from './auth-library.ts';
import { readCredential } from './credentials.ts';
import { createFactorParts } from './factors/factor-parts.ts';
import { factorRoutes } from './factors/factor-routes.ts';
import { finishLogIn } from './factors/finish-log-in.ts';
import { provePerson, readWantedProof } from './factors/prove-person.ts';
import { createIdentities } from './identities/create-identities.ts';
import type { PasswordSource } from './identities/password-source.ts';
import { createJwts } from './jwts.ts';
import { purgeHourly } from './expired-rows.ts';
import { findKnown, findPeople } from './sight.ts';
import { createKnownDevices } from './known-devices.ts';
import { SessionWatches } from './logged-in.ts';
import { prepareLogIn } from './log-in.ts';
import { once } from './once.ts';
import { Profiles } from './profiles.ts';
import { openSecret } from './secret.ts';
import { sessionRoutes } from './session-routes.ts';
import { restrictionOf } from './session-rows.ts';
import { clearSessionCookie } from './session-cookie.ts';
import { setPassword } from './set-password.ts';
import { type LiveSession, Sessions } from './sessions.ts';
import { createTickets } from './tickets.ts';

export interface AccountsOptions {
  config: Config;
  storage: Storage;
  bus: Bus;
  logger: Logger;
  clock: Clock;
  whoIsOnline: WhoIsOnline;
  place: Place;
  /** Nobody has an account yet, and whoever comes may make the first. */
  isEmpty: () => Promise<boolean>;
  arrivals: Arrivals;
  /** Who else knows names and passwords; null: nobody. */
  directory: PasswordSource | null;
  /** Where failures are counted, on all nodes together; null: nothing is limited. */
  rates: RateStore | null;
}

export interface AccountsFeature {
  accounts: Accounts;
  routes(limits: RequestLimits): Routes[];
  /** Loads what the first person to log in would wait for. */
  warmUp(): Promise<void>;
  close(): void;
}

export async function createAccounts(options: AccountsOptions): Promise<AccountsFeature> {
  const { config, storage, bus, whoIsOnline, place, isEmpty, arrivals, rates } = options;
  const secret = await openSecret({ db: storage.db, configured: config.authSecret, dataFolder: config.dataDir });
  const { wallNow: now, monotonicNow } = options.clock;
  const library = once(() => loadLibrary(options, secret));
  const jwts = createJwts(library, now);
  const tickets = createTickets(storage, now);
  const watches = new SessionWatches((error) => options.logger.error({ err: error }, 'a log-in could not be noted'));
  const sessions = new Sessions({
    onEnded: (userId, sessionIds) => watches.ended(userId, sessionIds),
    storage,
    bus,
    now,
    monotonicNow,
    sessionDays: config.sessionDays,
  });
  const profiles = new Profiles({ storage, bus, monotonicNow, whoIsOnline });
  const context: AccountsContext = {
    config,
    storage,
    bus,
    audit: createAudit({
      storage,
      now,
      onError: (error) => options.logger.error({ err: error }, 'what was done could not be noted'),
    }),
    now,
    place,
    isEmpty,
    arrivals,
    onError: (error) => options.logger.error({ err: error }, 'somebody came, and not all was done for them'),
    whoIsOnline,
    library,
    sessions,
    watches,
    profiles,
    jwts,
    tickets,
    devices: createKnownDevices(secret),
    factors: createFactorParts(storage, secret, now),
    directory: options.directory,
    rates,
  };
  const stops = [
    await sessions.listen(),
    await profiles.listen(),
    purgeHourly(options.clock, {
      db: storage.db,
      onError: (error) => options.logger.error({ err: error }, 'what has expired could not be deleted'),
    }),
  ];
  return {
    accounts: createInterface(context),
    routes: (limits) => [...accountRoutes({ ...context, limits }), ...sessionRoutes(context), ...factorRoutes(context)],
    async warmUp() {
      await jwts.keys();
      await prepareLogIn();
    },
    close: () => stops.forEach((stop) => stop()),
  };
}

function createInterface(context: AccountsContext): Accounts {
  const { config, place, sessions, jwts, tickets, profiles, watches } = context;
  const liveCaller: Accounts['liveCaller'] = async ({ userId, sessionId }, { anew = false } = {}) => {
    const session = await (anew ? sessions.byIdAnew(sessionId) : sessions.byId(sessionId));
    return session?.userId === userId ? toCaller(session, place) : null;
  };
  const callerOfJwt = async (token: string): Promise<Caller | null> => {
    const named = await jwts.verify(token);
    return named && (await liveCaller(named));
  };
  return {
    liveCaller,
    isLive: async (named, options) => (await liveCaller(named, options)) !== null,
    sessionsChanged: (userId) => sessions.changed(userId),
    known(headers) {
      const credential = readCredential(headers, config);
      const session = credential?.kind === 'session' ? sessions.known(credential.token) : null;
      return session && toCaller(session, place);
    },
    authenticate(headers) {
      const credential = readCredential(headers, config);
      if (!credential) return null;
      if (credential.kind === 'jwt') return callerOfJwt(credential.token);
      const session = sessions.byToken(credential.token);
      if (!(session instanceof Promise)) return toCaller(session, place);
      return session.then((found) => found && toCaller(found, place));
    },
    async redeemTicket(ticket) {
      const sessionId = await tickets.redeem(ticket);
      const session = sessionId === null ? null : await sessions.byId(sessionId);
      return session && toCaller(session, place);
    },
    seesEveryone: (role) => place.permits(role, 'see-everyone'),
    whoIsFound: (viewer, ids) => findPeople(context, viewer, ids),
    whoIsKnown: (viewer, ids) => findKnown(context, viewer, ids),
    finishLogIn: (exchange, first) => finishLogIn(context, exchange, first),
    endSessions: (userId, which) => sessions.end(userId, which),
    watchSessions: (watch) => watches.add(watch),
    clearCookie: ({ request, reply }) => clearSessionCookie(config, request, reply),
    provePerson: (caller, currentPassword) =>
      provePerson(context, caller, currentPassword === undefined ? {} : { currentPassword }),
    wantedProof: (caller) => readWantedProof(context, caller),
    setPassword: (userId, newPassword, claim) => setPassword(context, { userId, newPassword, claim }),
    identities: createIdentities(context),
    users: (ids, viewerId) => profiles.users(ids, viewerId),
    encodedUsers: (ids) => profiles.encodedUsers(ids),
    lookVersion: () => profiles.lookVersion,
    whoHide: (what, ids) => profiles.whoHide(what, ids),
  };
}

/** What the place wants is asked each time: it may want more from one moment to the next (A2). */
function toCaller(session: LiveSession, place: Place): Caller {
  const { id, userId, role } = session;
  return { userId, sessionId: id, role, restricted: restrictionOf(session, place.settings()) };
}

/**
 * Begins to load the accounts library, which takes a fifth of a second: best while the database's threads start, before
 * there is anybody whom it would hold up.
 */
export async function preloadAccounts(): Promise<void> {
  await import('./auth-library.ts');
}

async function loadLibrary({ config, storage, logger }: AccountsOptions, secret: string): Promise<AuthLibrary> {
  const { createAuthLibrary } = await import('./auth-library.ts');
  return createAuthLibrary({ config, storage, secret, logger });
}
