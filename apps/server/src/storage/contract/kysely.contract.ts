import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { isUniqueViolation } from '../storage-errors.ts';
import {
  apply,
  createDirect,
  history,
  newId,
  refused,
  rolesIn,
  send,
  sendCommand,
  type SharedStorage,
} from './fixtures.ts';

export const newUser = (username = newId()) => ({
  id: newId(),
  username,
  display_username: username,
  name: 'Ann',
  email: `${newId()}@people.invalid`,
  email_verified: false,
  image: null,
  created_at: new Date('2026-01-02T03:04:05.678Z'),
  updated_at: new Date('2026-01-02T03:04:05.678Z'),
  last_seen_at: 1_767_323_045_678,
});

export function describeQueries(shared: SharedStorage): void {
  describe('queries', () => {
    test('rows come back as they went in, by returning and by select', async () => {
      const { db } = shared();
      const user = newUser();
      const returned = await db.insertInto('users').values(user).returningAll().executeTakeFirstOrThrow();
      const selected = await db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow();
      expect(selected).toEqual(returned);
      expect(selected).toMatchObject({
        id: user.id,
        username: user.username,
        image: null,
        last_seen_at: user.last_seen_at,
      });
      expect(Boolean(selected.email_verified)).toBe(false);
      expect(new Date(selected.created_at)).toEqual(user.created_at);
    });

    test('updates and deletes say how many rows they changed', async () => {
      const { db } = shared();
      const users = [newUser(), newUser()];
      const ids = users.map(({ id }) => id);
      const inserted = await db.insertInto('users').values(users).executeTakeFirst();
      expect(inserted.numInsertedOrUpdatedRows).toBe(2n);
      const updated = await db.updateTable('users').set({ name: 'Ben' }).where('id', 'in', ids).executeTakeFirst();
      expect(updated.numUpdatedRows).toBe(2n);
      const deleted = await db.deleteFrom('users').where('id', 'in', ids).executeTakeFirst();
      expect(deleted.numDeletedRows).toBe(2n);
    });

    test('a value that exists already is told by its column', async () => {
      const { db } = shared();
      const user = newUser();
      await db.insertInto('users').values(user).execute();
      const failure: unknown = await db
        .insertInto('users')
        .values(newUser(user.username))
        .execute()
        .catch((error: unknown) => error);
      expect(isUniqueViolation(failure, 'users.username')).toBe(true);
      expect(isUniqueViolation(failure, 'users.email')).toBe(false);
    });

    test('ending a session of the accounts ends its tickets, and a user takes their sessions along', async () => {
      const { db } = shared();
      const user = newUser();
      await db.insertInto('users').values(user).execute();
      const now = new Date();
      const session = { id: newId(), token: newId(), user_id: user.id, ip_address: null, user_agent: null };
      const times = { expires_at: now, created_at: now, updated_at: now };
      await db
        .insertInto('sessions')
        .values({ ...session, ...times })
        .execute();
      await db
        .insertInto('ws_tickets')
        .values({ ticket_hash: newId(), session_id: session.id, expires_at: 1 })
        .execute();
      await db.deleteFrom('users').where('id', '=', user.id).execute();
      expect(await db.selectFrom('sessions').selectAll().where('id', '=', session.id).execute()).toEqual([]);
      expect(await db.selectFrom('ws_tickets').selectAll().where('session_id', '=', session.id).execute()).toEqual([]);
    });

    test('a failed statement says what it was about', async () => {
      await expect(sql`select * from nowhere`.execute(shared().db)).rejects.toThrow(/nowhere/);
    });
  });

  describe('transactions', () => {
    test('what a transaction wrote is there together, or not at all', async () => {
      const { db } = shared();
      const [kept, lost] = [newUser(), newUser()];
      await db.transaction().execute(async (transaction) => {
        await transaction.insertInto('users').values(kept).execute();
        const inside = await transaction.selectFrom('users').select('id').where('id', '=', kept.id).execute();
        expect(inside).toHaveLength(1);
      });
      const failing = db.transaction().execute(async (transaction) => {
        await transaction.insertInto('users').values(lost).execute();
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      const rows = await db.selectFrom('users').select('id').where('id', 'in', [kept.id, lost.id]).execute();
      expect(rows).toEqual([{ id: kept.id }]);
    });

    test('part of a transaction can be rolled back to a savepoint', async () => {
      const { db } = shared();
      const [kept, lost] = [newUser(), newUser()];
      const transaction = await db.startTransaction().execute();
      await transaction.insertInto('users').values(kept).execute();
      const inner = await transaction.savepoint('inner').execute();
      await inner.insertInto('users').values(lost).execute();
      const outer = await inner.rollbackToSavepoint('inner').execute();
      await outer.commit().execute();
      const rows = await db.selectFrom('users').select('id').where('id', 'in', [kept.id, lost.id]).execute();
      expect(rows).toEqual([{ id: kept.id }]);
    });

    test('commits of the log during a transaction come after it, in their order, and none is lost', async () => {
      const { db, log } = shared();
      const { chatId, ann } = await createDirect(log);
      const commits: Promise<unknown>[] = [];
      await db.transaction().execute(async (transaction) => {
        for (const content of ['one', 'two', 'three']) {
          commits.push(apply(log, sendCommand(chatId, ann, content)));
          await transaction.insertInto('users').values(newUser()).execute();
        }
      });
      await Promise.all(commits);
      expect((await history(log, chatId)).map((message) => message.content)).toEqual(['one', 'two', 'three']);
    });

    test('the log sees what a query did to members', async () => {
      const storage = shared();
      const { chatId, ann, ben } = await createDirect(storage.log);
      await send(storage.log, chatId, ben, 'in');
      await storage.db.deleteFrom('members').where('chat_id', '=', chatId).where('user_id', '=', ben).execute();
      expect(await apply(storage.log, sendCommand(chatId, ben, 'out'))).toEqual(refused('not-found'));
      expect(await rolesIn(storage, chatId)).toEqual({ [ann]: 'member' });
    });
  });
}
