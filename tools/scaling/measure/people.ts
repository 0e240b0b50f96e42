import type { Storage } from '../../../apps/server/src/storage/index.ts';
import { sampleId } from './sample.ts';

const rowsPerStatement = 500;

const userId = (person: number): string => sampleId('user', person);
export const sessionId = (person: number): string => sampleId('session', person);
export const sessionToken = (person: number): string => sampleId('token', person);

/** Writes accounts with a session each as rows: registering them would measure the hashing of passwords. */
export async function plantPeople({ db }: Storage, people: number): Promise<void> {
  const now = new Date().toISOString();
  const dates = { created_at: now, updated_at: now };
  const expiresAt = new Date(Date.now() + 60 * 86_400_000).toISOString();
  const numbers = Array.from({ length: people }, (_, person) => person);
  await inParts(numbers, (part) =>
    db
      .insertInto('users')
      .values(
        part.map((person) => ({
          ...dates,
          id: userId(person),
          username: `user${person}`,
          display_username: `user${person}`,
          name: `User ${person}`,
          email: `user${person}@example.invalid`,
          email_verified: 0,
          image: null,
          last_seen_at: null,
        })),
      )
      .execute(),
  );
  await inParts(numbers, (part) =>
    db
      .insertInto('sessions')
      .values(
        part.map((person) => ({
          ...dates,
          id: sessionId(person),
          token: sessionToken(person),
          user_id: userId(person),
          expires_at: expiresAt,
          ip_address: null,
          user_agent: null,
        })),
      )
      .execute(),
  );
}

/** Groups of two with nothing said in them, as rows. */
export async function plantPairs({ db }: Storage, pairs: readonly (readonly [number, number])[]): Promise<void> {
  const now = Date.now();
  const chats = pairs.map((members, number) => ({ members, id: sampleId('pair', number) }));
  await inParts(chats, (part) =>
    db
      .insertInto('chats')
      .values(
        part.map(({ id, members }) => ({
          id,
          kind: 'group' as const,
          name: 'Two',
          direct_key: null,
          created_by: userId(members[0]),
          created_at: now,
          seq: 0,
          rev: 0,
          last_at: now,
        })),
      )
      .execute(),
  );
  await inParts(chats, (part) =>
    db
      .insertInto('members')
      .values(
        part.flatMap(({ id, members }) =>
          members.map((person) => ({
            chat_id: id,
            user_id: userId(person),
            role: 'member' as const,
            joined_at: 0,
            read_seq: 0,
          })),
        ),
      )
      .execute(),
  );
}

async function inParts<Item>(items: readonly Item[], insert: (part: Item[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += rowsPerStatement) {
    await insert(items.slice(from, from + rowsPerStatement));
  }
}
