import { randomBytes } from 'node:crypto';
import { api, type Person } from './api.ts';
import type { Storage } from '../src/storage/storage.ts';

interface PopulatedServer {
  readonly url: string;
  readonly parts: { readonly storage: Pick<Storage, 'db'> };
}

/** Many people at once, as rows: registering them would hash a password for each, and nobody logs in with one here. */
export async function seedPeople(server: PopulatedServer, count: number): Promise<Person[]> {
  const now = new Date().toISOString();
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const people = Array.from({ length: count }, (_, index) => {
    const name = `p${index}.${randomBytes(4).toString('hex')}`;
    return { id: `u${randomBytes(12).toString('hex')}`, name, token: randomBytes(24).toString('hex') };
  });
  const { db } = server.parts.storage;
  await db.transaction().execute(async (transaction) => {
    const users = people.map(({ id, name }) => ({
      id,
      name,
      username: name,
      display_username: name,
      search_name: name,
      email: `${id}@users.invalid`,
      email_verified: 0,
      image: null,
      created_at: now,
      updated_at: now,
      last_seen_at: null,
    }));
    const sessions = people.map(({ id, token }) => ({
      id: `s${id}`,
      token,
      user_id: id,
      expires_at: expiresAt,
      created_at: now,
      updated_at: now,
      ip_address: null,
      user_agent: null,
    }));
    await transaction.insertInto('users').values(users).execute();
    await transaction.insertInto('sessions').values(sessions).execute();
  });
  return people.map(({ id, name, token }) => ({
    user: {
      id,
      username: name,
      displayName: name,
      avatarUrl: null,
      createdAt: now,
      online: false,
      lastSeenAt: null,
      email: null,
    },
    token,
    api: api(server.url, token),
  }));
}
