import type { ProviderSession } from './factors/first-factor.ts';

/** A session that began, for features that are to know of it. */
export interface LoggedIn {
  userId: string;
  sessionId: string;
  userAgent: string | null;
  /** The network address, where it is known. */
  address: string | null;
  /** The device never logged in to this account before, as far as can be known. */
  isNewDevice: boolean;
  /** Null where it began here. */
  begunAt: ProviderSession | null;
}

export interface SessionWatch {
  /** Awaited before the log-in is answered. */
  began?(logIn: LoggedIn): Promise<void>;
  /** On the node that ended them. */
  ended?(userId: string, sessionIds: readonly string[]): Promise<void>;
}

/** Tells features, which come after accounts. What they do with it fails alone. */
export class SessionWatches {
  readonly #watches: SessionWatch[] = [];
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(watch: SessionWatch): void {
    this.#watches.push(watch);
  }

  async began(logIn: LoggedIn): Promise<void> {
    for (const watch of this.#watches) await watch.began?.(logIn).catch(this.#onError);
  }

  ended(userId: string, sessionIds: readonly string[]): void {
    if (sessionIds.length === 0) return;
    for (const watch of this.#watches) watch.ended?.(userId, sessionIds).catch(this.#onError);
  }
}
