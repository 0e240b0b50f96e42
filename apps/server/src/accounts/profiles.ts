import { type OwnUser, privacyDocument, type User, type UserStatus } from '@confab/protocol';
import { addressOf } from '@confab/protocol/path';
import { getPicture } from '@confab/protocol/pictures/paths';
import type { Selectable } from 'kysely';
import type { Bus } from '../bus/bus.ts';
import { hear } from '../bus/bus-event.ts';
import { ApiError } from '../http/index.ts';
import type { Database } from '../storage/schema.ts';
import { shareReads } from '../storage/shared-reads.ts';
import type { Storage } from '../storage/storage.ts';
import { userChanged } from './account-events.ts';
import type { EncodedUser, Hidden, WhoIsOnline } from './accounts.ts';
import { LruMap } from './lru-map.ts';
import { visibleEmail } from './placeholder-email.ts';

type Profile = Omit<User, 'online'>;

interface Kept {
  profile: Profile;
  hides: ReadonlySet<Hidden>;
  /** Read anew from then on. */
  until: number;
  /** Away and online, made when they are first asked for. */
  encoded?: { away: EncodedUser; online: EncodedUser };
}

const cachedMs = 60_000;
const cachedMax = 20_000;
const idsPerQuery = 500;
const columns = [
  'users.id',
  'display_username',
  'name',
  'created_at',
  'last_seen_at',
  'status',
  'time_zone',
  'deleted_at',
  'role',
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
  readonly #cache = new LruMap<string, Kept>(cachedMax);
  /** Not kept with the profile: not all that takes an address from somebody says so. */
  readonly #emailOf = shareReads((ids) => this.#readEmails(ids), setImmediate);
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

  /** As the viewer may see them: who hides when they were last seen is not shown it of others. Without a viewer nobody's is shown. */
  async users(ids: readonly string[], viewerId?: string): Promise<Map<string, User>> {
    const wanted = [...new Set(ids)];
    const found = await this.#find(viewerId === undefined ? wanted : [...wanted, viewerId]);
    const online = await this.#options.whoIsOnline(wanted.filter((id) => found.has(id)));
    const isBlind = viewerId === undefined || found.get(viewerId)?.hides.has('lastSeen') !== false;
    const users = new Map<string, User>();
    for (const id of wanted) {
      const kept = found.get(id);
      if (!kept) continue;
      const isShown = id === viewerId || (!isBlind && !kept.hides.has('lastSeen'));
      const lastSeenAt = isShown ? kept.profile.lastSeenAt : null;
      users.set(id, { ...kept.profile, lastSeenAt, online: online.has(id) });
    }
    return users;
  }

  /** See `Accounts.encodedUsers`. */
  async encodedUsers(ids: readonly string[]): Promise<Map<string, EncodedUser>> {
    const found = await this.#find(ids);
    const online = await this.#options.whoIsOnline([...found.keys()]);
    const users = new Map<string, EncodedUser>();
    for (const [id, kept] of found) {
      kept.encoded ??= { away: encode(kept, false), online: encode(kept, true) };
      users.set(id, online.has(id) ? kept.encoded.online : kept.encoded.away);
    }
    return users;
  }

  /** See `Accounts.lookVersion`. Both numbers only rise. */
  get lookVersion(): number | null {
    const online = this.#options.whoIsOnline.version?.() ?? null;
    return online === null ? null : this.#changes + online;
  }

  /** Those of these people who hide this of themselves. */
  async whoHide(what: Hidden, ids: readonly string[]): Promise<Set<string>> {
    const found = await this.#find(ids);
    return new Set(ids.filter((id) => found.get(id)?.hides.has(what)));
  }

  /** With the e-mail address: for that person's own eyes. */
  async ownUser(id: string): Promise<OwnUser> {
    const email = await this.#emailOf(id);
    const user = (await this.users([id], id)).get(id);
    if (email === null || !user) throw new ApiError('unauthenticated', 'This account is gone.');
    return { ...user, email: visibleEmail(email) };
  }

  async #readEmails(ids: readonly string[]): Promise<Map<string, string>> {
    const { db } = this.#options.storage;
    const rows = await db.selectFrom('users').select(['id', 'email']).where('id', 'in', ids).execute();
    return new Map(rows.map(({ id, email }) => [id, email]));
  }

  async #find(ids: readonly string[]): Promise<Map<string, Kept>> {
    const now = this.#options.monotonicNow();
    const found = new Map<string, Kept>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const entry = this.#cache.get(id);
      if (entry && entry.until > now) found.set(id, entry);
      else missing.push(id);
    }
    for (let at = 0; at < missing.length; at += idsPerQuery)
      await this.#load(missing.slice(at, at + idsPerQuery), found);
    return found;
  }

  async #load(ids: string[], into: Map<string, Kept>): Promise<void> {
    const { storage, monotonicNow } = this.#options;
    const changesBefore = this.#changes;
    const rows = await storage.db
      .$extendTables<{ face_uses: { owner: string; hash: string } }>()
      .selectFrom('users')
      .leftJoin('face_uses', 'face_uses.owner', 'users.id')
      .leftJoin('person_documents as privacy', (join) =>
        join.onRef('privacy.user_id', '=', 'users.id').on('privacy.key', '=', privacyDocument.kind),
      )
      .select([...columns, 'privacy.value as privacy', 'face_uses.hash as picture'])
      .where('users.id', 'in', ids)
      .execute();
    for (const row of rows) {
      const kept = { profile: toProfile(row), hides: readHidden(row.privacy), until: monotonicNow() + cachedMs };
      into.set(row.id, kept);
      if (changesBefore === this.#changes) this.#cache.set(row.id, kept);
    }
  }
}

function encode({ profile, hides, until }: Kept, online: boolean): EncodedUser {
  const lastSeenAt = hides.has('lastSeen') ? null : profile.lastSeenAt;
  return { json: JSON.stringify({ ...profile, lastSeenAt, online }), hides, until };
}

const nothing: ReadonlySet<Hidden> = new Set();

/** Of what a newer version keeps there, what this one knows. */
function readHidden(json: string | null): ReadonlySet<Hidden> {
  if (json === null) return nothing;
  const value = JSON.parse(json) as Partial<Record<Hidden, unknown>>;
  return new Set((['receipts', 'lastSeen'] as const).filter((what) => value[what] === 'hidden'));
}

type UserColumn = 'id' | Exclude<(typeof columns)[number], 'users.id'>;

function toProfile(row: Pick<Selectable<Database['users']>, UserColumn> & { picture: string | null }): Profile {
  return {
    id: row.id,
    username: row.display_username,
    displayName: row.name,
    avatarUrl: row.picture === null ? null : addressOf(getPicture, { hash: row.picture }, { size: 384 }),
    createdAt: new Date(row.created_at).toISOString(),
    lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at).toISOString(),
    ...(row.picture !== null && { picture: row.picture }),
    ...(row.deleted_at !== null && { deleted: true as const }),
    ...(row.role === 'guest' && { guest: true as const }),
    // As it was checked when it was written.
    ...(row.status !== null && { status: JSON.parse(row.status) as UserStatus }),
    ...(row.time_zone !== null && { timeZone: row.time_zone }),
  };
}
