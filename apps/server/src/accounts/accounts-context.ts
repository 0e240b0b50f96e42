import type { Audit } from '../audit/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { Config } from '../config/index.ts';
import type { RequestLimits } from '../http/index.ts';
import type { Arrivals, Place } from '../place/index.ts';
import type { Storage } from '../storage/storage.ts';
import type { AuthLibrary } from './auth-library.ts';
import type { FactorParts } from './factors/factor-parts.ts';
import type { PasswordSource } from './identities/password-source.ts';
import type { Jwts } from './jwts.ts';
import type { KnownDevices } from './known-devices.ts';
import type { Profiles } from './profiles.ts';
import type { Sessions } from './sessions.ts';
import type { SessionWatches } from './logged-in.ts';
import type { Tickets } from './tickets.ts';
import type { WhoIsOnline } from './accounts.ts';

/** What the operations of this folder work with. */
export interface AccountsContext {
  config: Config;
  storage: Storage;
  bus: Bus;
  audit: Audit;
  now: () => number;
  place: Place;
  /** Nobody has an account yet, and whoever comes may make the first. */
  isEmpty: () => Promise<boolean>;
  arrivals: Arrivals;
  onError: (error: unknown) => void;
  whoIsOnline: WhoIsOnline;
  /** Loaded when it is first needed: it is large, and nothing that a starting server does needs it. */
  library: () => Promise<AuthLibrary>;
  sessions: Sessions;
  watches: SessionWatches;
  profiles: Profiles;
  jwts: Jwts;
  tickets: Tickets;
  devices: KnownDevices;
  factors: FactorParts;
  /** Who else knows names and passwords; null: nobody. */
  directory: PasswordSource | null;
  /** Where log-ins that fail are counted, on all nodes together; null: they are not. */
  rates: RateStore | null;
}

export interface AccountRoutesContext extends AccountsContext {
  limits: RequestLimits;
}
