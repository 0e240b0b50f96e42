import type { OwnUser, User, UserStatus } from '@confab/protocol';
import type { Selectable } from 'kysely';
import type { Bus } from '../bus/bus.ts';
import { hear } from '../bus/bus-event.ts';
import { ApiError } from '../http/index.ts';
import type { Database } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { userChanged } from './account-events.ts';
import type { WhoIsOnline } from './accounts.ts';
import { LruMap } from './lru-map.ts';
import { visibleEmail } from './placeholder-email.ts';

type Profile = Omit<User, 'online'>;

const cachedMs = 60_000;
const cachedMax = 20_000;
const idsPerQuery = 500;
const columns = [
  'id',
  'display_username',
  'name',
  'image',
  'created_at',
  'last_seen_at',
  'status',
  'time_zone',
] as const;

export interface ProfilesOptions {
  storage: Storage;
  bus: Bus;
  monotonicNow: () => number;
  whoIsOnline: WhoIsOnline;
}

/** What people may know of each other. */
export class Profiles {
  readonly #options: ProfilesOptions;
  readonly #cache = new LruMap<string, { profile: Profile; until: number }>(cachedMax);
  #changes = 0;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /** Hears of changed profiles. Call the result to stop. */
  async listen(): Promise<() => void> {
    this.#options.bus.onEventsLost?.(() => {
      this.#changes += 1;
      this.#cache.clear();
    });
    const onChanged = userChanged.on(({ userId }) => {
      this.#changes += 1;
      this.#cache.delete(userId);
    });
    return await this.#options.bus.subscribe('nodes', hear(onChanged));
  }

  async users(ids: readonly string[]): Promise<Map<string, User>> {
    const wanted = [...new Set(ids)];
    const now = this.#options.monotonicNow();
    const found = new Map<string, Profile>();
    const missing: string[] = [];
    for (const id of wanted) {
      const entry = this.#cache.get(id);
      if (entry && entry.until > now) found.set(id, entry.profile);
      else missing.push(id);
    }
    for (let at = 0; at < missing.length; at += idsPerQuery)
      await this.#load(missing.slice(at, at + idsPerQuery), found);
    return await this.#withOnline(wanted.flatMap((id) => found.get(id) ?? []));
  }

  /** With the e-mail address: for that person's own eyes. */
  async ownUser(id: string): Promise<OwnUser> {
    const row = await this.#options.storage.db
      .selectFrom('users')
      .select('email')
      .where('id', '=', id)
      .executeTakeFirst();
    const user = (await this.users([id])).get(id);
    if (!row || !user) throw new ApiError('unauthenticated', 'This account is gone.');
    return { ...user, email: visibleEmail(row.email) };
  }

  async #load(ids: string[], into: Map<string, Profile>): Promise<void> {
    const { storage, monotonicNow } = this.#options;
    const changesBefore = this.#changes;
    const rows = await storage.db.selectFrom('users').select(columns).where('id', 'in', ids).execute();
    for (const row of rows) {
      const profile = toProfile(row);
      into.set(row.id, profile);
      if (changesBefore === this.#changes) this.#cache.set(row.id, { profile, until: monotonicNow() + cachedMs });
    }
  }

  async #withOnline(profiles: Profile[]): Promise<Map<string, User>> {
    const online = await this.#options.whoIsOnline(profiles.map(({ id }) => id));
    return new Map(profiles.map((profile) => [profile.id, { ...profile, online: online.has(profile.id) }]));
  }
}

function toProfile(row: Pick<Selectable<Database['users']>, (typeof columns)[number]>): Profile {
  return {
    id: row.id,
    username: row.display_username,
    displayName: row.name,
    avatarUrl: row.image,
    createdAt: new Date(row.created_at).toISOString(),
    lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at).toISOString(),
    // As it was checked when it was written.
    ...(row.status !== null && { status: JSON.parse(row.status) as UserStatus }),
    ...(row.time_zone !== null && { timeZone: row.time_zone }),
  };
}
