import type { DeleteQueryBuilder, DeleteResult } from 'kysely';
import type { Bus } from '../bus/bus.ts';
import { hear } from '../bus/bus-event.ts';
import type { Database } from '../storage/schema.ts';
import { shareReads } from '../storage/shared-reads.ts';
import type { Storage } from '../storage/storage.ts';
import { sessionsEnded, sessionsStale } from './account-events.ts';
import { LruMap } from './lru-map.ts';
import type { SessionChoice } from './accounts.ts';
import { selectSessions, type SessionRow } from './session-rows.ts';
import { type Standing, standingOf } from './standing-rules.ts';

export interface LiveSession extends Standing {
  id: string;
  userId: string;
  expiresAt: number;
}

export interface SessionsOptions {
  storage: Storage;
  bus: Bus;
  /** What expiry is written and read by. */
  now: () => number;
  /** How long what was read is believed. */
  monotonicNow: () => number;
  sessionDays: number;
  /** They were ended here. */
  onEnded?: (userId: string, sessionIds: readonly string[]) => void;
}

interface CacheEntry {
  session: LiveSession;
  until: number;
}

// A lookup costs a trip to the database thread, and every request makes one. Whatever ends a session clears it here
// at once, on other nodes by the bus. The time bounds what a lost hint can do: a second, where hints can be lost (D19).
const cachedMs = 30_000;
const cachedMsWithManyNodes = 900;
const idsPerQuery = 500;
const cachedMax = 20_000;
const dayMs = 86_400_000;
/** When a session was last used is told no finer than this, so that no request writes. */
const usedEveryMs = 3_600_000;

/** A session in use is put off once it has used up this much of its life: seldom enough to cost nothing, also of a day's. */
function putOffAfter(lifeMs: number): number {
  return Math.min(dayMs, lifeMs / 24);
}

/** Which sessions are valid. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #byId = new LruMap<string, CacheEntry>(cachedMax);
  readonly #idByToken = new LruMap<string, string>(cachedMax);
  readonly #addresses = new LruMap<string, string>(cachedMax);
  /** Raised by every end: what was read before it must not be cached after it. */
  #ends = 0;
  readonly #cachedMs: number;
  readonly #rowBy = { id: this.#shareRows('id'), token: this.#shareRows('token') };
  #nextRead: { ids: Set<string>; found: Promise<Map<string, LiveSession>> } | null = null;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#cachedMs = options.bus.onEventsLost ? cachedMsWithManyNodes : cachedMs;
  }

  /** Hears of the ends on other nodes. Call the result to stop. */
  async listen(): Promise<() => void> {
    this.#options.bus.onEventsLost?.(() => {
      this.#ends += 1;
      this.#byId.clear();
    });
    const onEnded = sessionsEnded.on(({ userId, sessionIds }) => this.#forget(userId, sessionIds));
    const onStale = sessionsStale.on(({ userId }) => this.#forget(userId, null));
    return await this.#options.bus.subscribe('nodes', hear(onEnded, onStale));
  }

  /** At once where it is in memory. */
  byToken(token: string): LiveSession | Promise<LiveSession | null> {
    return this.known(token) ?? this.#loadByToken(token);
  }

  /** Where it is in memory. */
  known(token: string): LiveSession | null {
    const id = this.#idByToken.get(token);
    return id === undefined ? null : this.#cached(id);
  }

  async #loadByToken(token: string): Promise<LiveSession | null> {
    const session = await this.#load('token', token);
    if (session) this.#idByToken.set(token, session.id);
    return session;
  }

  async byId(id: string): Promise<LiveSession | null> {
    return this.#cached(id) ?? (await this.#load('id', id));
  }

  /** As the database has it now, whatever is cached. Those asked for in one turn share a query. */
  async byIdAnew(id: string): Promise<LiveSession | null> {
    if (!this.#nextRead) {
      const ids = new Set<string>();
      this.#nextRead = { ids, found: this.#readAnew(ids) };
    }
    this.#nextRead.ids.add(id);
    return (await this.#nextRead.found).get(id) ?? null;
  }

  /** Ends these sessions of the user, or all but one of them: here now, on every node within the bus's time. */
  async end(userId: string, which: SessionChoice): Promise<string[]> {
    const { storage, bus } = this.#options;
    const ofUser = storage.db.deleteFrom('sessions').where('user_id', '=', userId);
    const sessionIds = (await chosenOf(ofUser, which).returning('id').execute()).map(({ id }) => id);
    // One that was read just before and is not cached yet must not outlive it.
    this.#forget(userId, which === 'all' ? null : sessionIds);
    if (sessionIds.length > 0) bus.publish('nodes', sessionsEnded.of({ userId, sessionIds }));
    this.#options.onEnded?.(userId, sessionIds);
    return sessionIds;
  }

  /** Where somebody has it open now: written only where that is another address than before. */
  async noteAddress(id: string, address: string): Promise<void> {
    if (this.#addresses.get(id) === address) return;
    this.#addresses.set(id, address);
    const { redoable } = this.#options.storage;
    await redoable.updateTable('sessions').set({ ip_address: address }).where('id', '=', id).execute();
  }

  /** What these sessions depend on is another than before: every node reads them anew. */
  changed(userId: string): void {
    this.#forget(userId, null);
    this.#options.bus.publish('nodes', sessionsStale.of({ userId }));
  }

  #cached(id: string): LiveSession | null {
    const entry = this.#byId.get(id);
    const { now, monotonicNow } = this.#options;
    return entry && entry.until > monotonicNow() && entry.session.expiresAt > now() ? entry.session : null;
  }

  async #load(column: 'id' | 'token', value: string): Promise<LiveSession | null> {
    const found = await this.#rowBy[column](value);
    return found && this.#accept(found.row, found.endsBefore);
  }

  /** Who connects in the same moment shares a query. */
  #shareRows(column: 'id' | 'token'): (value: string) => Promise<{ row: SessionRow; endsBefore: number } | null> {
    return shareReads(async (values) => {
      const endsBefore = this.#ends;
      const { db } = this.#options.storage;
      const rows: SessionRow[] = await selectSessions(db, column, values).execute();
      return new Map(rows.map((row) => [row[column], { row, endsBefore }]));
    }, setImmediate);
  }

  async #readAnew(wanted: ReadonlySet<string>): Promise<Map<string, LiveSession>> {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    this.#nextRead = null;
    const endsBefore = this.#ends;
    const ids = [...wanted];
    const found = new Map<string, LiveSession>();
    for (let at = 0; at < ids.length; at += idsPerQuery) {
      const part = ids.slice(at, at + idsPerQuery);
      const query = selectSessions(this.#options.storage.db, 'id', part);
      for (const row of await query.execute()) {
        const session = await this.#accept(row, endsBefore);
        if (session) found.set(row.id, session);
      }
    }
    for (const id of ids) if (!found.has(id)) this.#byId.delete(id);
    return found;
  }

  async #accept(row: SessionRow, endsBefore: number): Promise<LiveSession | null> {
    const { now, monotonicNow, sessionDays } = this.#options;
    const lifeMs = sessionDays * dayMs;
    const standing = standingOf(row, now());
    if (!standing) return null;
    const session = { id: row.id, userId: row.user_id, expiresAt: new Date(row.expires_at).getTime(), ...standing };
    if (session.expiresAt <= now()) return null;
    if (session.expiresAt < now() + lifeMs - putOffAfter(lifeMs)) {
      session.expiresAt = now() + lifeMs;
      if (!(await this.#putOff(session))) return null;
    } else if (new Date(row.updated_at).getTime() < now() - usedEveryMs) await this.#noteUse(session.id);
    if (endsBefore === this.#ends) this.#byId.set(session.id, { session, until: monotonicNow() + this.#cachedMs });
    return session;
  }

  /** Answers false where it was ended in the meantime. */
  async #putOff({ id, expiresAt }: LiveSession): Promise<boolean> {
    const { storage, now } = this.#options;
    const putOff = await storage.db
      .updateTable('sessions')
      .set({ expires_at: new Date(expiresAt), updated_at: new Date(now()) })
      .where('id', '=', id)
      .executeTakeFirst();
    return putOff.numUpdatedRows > 0n;
  }

  /** Nobody waits for the disk because of it. */
  async #noteUse(id: string): Promise<void> {
    const { storage, now } = this.#options;
    await storage.redoable
      .updateTable('sessions')
      .set({ updated_at: new Date(now()) })
      .where('id', '=', id)
      .execute();
  }

  #forget(userId: string, sessionIds: readonly string[] | null): void {
    this.#ends += 1;
    if (sessionIds) for (const id of sessionIds) this.#byId.delete(id);
    else for (const [id, { session }] of this.#byId) if (session.userId === userId) this.#byId.delete(id);
  }
}

type Deletion = DeleteQueryBuilder<Database, 'sessions', DeleteResult>;

function chosenOf(ofUser: Deletion, which: SessionChoice): Deletion {
  if (which === 'all') return ofUser;
  return 'ids' in which ? ofUser.where('id', 'in', which.ids) : ofUser.where('id', '!=', which.allBut);
}
