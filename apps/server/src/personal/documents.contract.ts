import { documentSchema } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import {
  apply,
  createDirect,
  newId,
  nextTime,
  refused,
  resultOf,
  sendCommand,
  type SharedStorage,
} from '../storage/contract/fixtures.ts';
import type { ChatLog, LogOutcome, RuleCommand } from '../storage/chat-log.ts';
import type { Storage } from '../storage/storage.ts';
import { type DocumentPut, putDocumentRule } from './document-rules.ts';
import { readDocuments, readPersonRevs } from './document-store.ts';

const bounds = { countMax: 5, bytesMax: 100, tombstonesMax: 2, writersKept: 3 };

function put(
  userId: string,
  key: string,
  value: unknown,
  rest: Partial<DocumentPut> = {},
): RuleCommand<{ rev: number }> {
  const json = value === null ? null : JSON.stringify(value);
  return putDocumentRule.command({ userId, key, value: json, kindMax: 3, by: null, bounds, at: nextTime(), ...rest });
}

async function rev(log: ChatLog, command: RuleCommand<{ rev: number }>): Promise<number> {
  return revOf(await apply(log, command));
}

function revOf(outcome: LogOutcome | undefined): number {
  return (resultOf(outcome) as { rev: number }).rev;
}

/** What a device that knows nothing is told, page by page. */
async function readAll({ db }: Storage, userId: string, from: { after?: number; began?: number; limit?: number } = {}) {
  const { after = 0, began = 0, limit = 100 } = from;
  const page = await readDocuments(db, userId, { after, began, limit, maxBytes: 10_000 });
  return { ...page, documents: page.jsons.map((json) => documentSchema.parse(JSON.parse(json))) };
}

async function expectCountersToHold({ db }: Storage, userId: string): Promise<void> {
  const rows = await db.selectFrom('person_documents').selectAll().where('user_id', '=', userId).execute();
  const head = await db.selectFrom('person_heads').selectAll().where('user_id', '=', userId).executeTakeFirstOrThrow();
  const kept = rows.flatMap(({ value }) => value ?? []);
  expect(head.count).toBe(kept.length);
  expect(head.bytes).toBe(kept.reduce((bytes, value) => bytes + Buffer.byteLength(value), 0));
  expect(head.tombstones).toBe(rows.length - kept.length);
  expect(new Set(rows.map((row) => row.rev)).size).toBe(rows.length);
  for (const row of rows) expect(row.rev).toBeLessThanOrEqual(head.rev);
}

/** What every storage must do with a person's documents (D24). */
export function describeDocuments(shared: SharedStorage): void {
  describe('the documents of a person', () => {
    test('[D24] each change has the next rev, and is told as it is in the database', async () => {
      const { log, db } = shared();
      const me = newId();
      expect(await rev(log, put(me, 'theme', { choice: 'dark' }))).toBe(1);
      const outcome = await apply(log, put(me, 'draft/a', { content: 'Grüße "you" \\ 🙂\u0000' }));
      expect(resultOf(outcome)).toEqual({ rev: 2 });
      expect(await rev(log, put(me, 'theme', { choice: 'light' }))).toBe(3);
      const { documents, upToRev, more } = await readAll(shared(), me);
      expect(documents.map(({ key, rev: at, value }) => [key, at, value])).toEqual([
        ['draft/a', 2, { content: 'Grüße "you" \\ 🙂\u0000' }],
        ['theme', 3, { choice: 'light' }],
      ]);
      expect({ upToRev, more }).toEqual({ upToRev: 3, more: false });
      const [event] = outcome.status === 'done' ? outcome.events : [];
      const json = JSON.stringify(documents[0]);
      const changed = { type: 'document-changed', userId: me, rev: 2, json };
      expect(event).toEqual({ topic: `user:${me}`, event: changed });
      expect(await readPersonRevs(db, [me, 'nobody'])).toEqual(
        new Map([
          [me, 3],
          ['nobody', 0],
        ]),
      );
      await expectCountersToHold(shared(), me);
    });

    test('[D24] what says nothing new is no change, and is told to nobody', async () => {
      const { log } = shared();
      const me = newId();
      expect(await rev(log, put(me, 'draft/a', null))).toBe(0);
      await apply(log, put(me, 'theme', { choice: 'dark' }));
      const again = await apply(log, put(me, 'theme', { choice: 'dark' }));
      expect(again).toMatchObject({ status: 'done', result: { rev: 1 }, events: [] });
      expect((await readAll(shared(), me)).rev).toBe(1);
    });

    test('[D24] what is deleted is told as deleted to whoever may know it, and can be there again', async () => {
      const { log } = shared();
      const me = newId();
      await apply(log, put(me, 'draft/a', { content: 'a' }));
      await apply(log, put(me, 'draft/a', null));
      expect(await rev(log, put(me, 'draft/a', null))).toBe(2);
      const { documents } = await readAll(shared(), me, { after: 1 });
      expect(documents).toMatchObject([{ key: 'draft/a', rev: 2, value: null }]);
      await apply(log, put(me, 'draft/a', { content: 'again' }));
      expect((await readAll(shared(), me)).documents).toMatchObject([{ rev: 3, value: { content: 'again' } }]);
      await expectCountersToHold(shared(), me);
    });

    test('[D24] a retry of the last put of a writer changes nothing, even when another device has written since', async () => {
      const { log } = shared();
      const me = newId();
      const mine = (n: number) => ({ by: { writer: 'phone', n } });
      const first = put(me, 'theme', { choice: 'dark' }, mine(1));
      await apply(log, first);
      await apply(log, put(me, 'theme', { choice: 'light' }, { by: { writer: 'laptop', n: 1 } }));
      expect(await apply(log, first)).toMatchObject({ result: { rev: 2 }, events: [] });
      // Said once more on purpose, it is a new word.
      expect(await rev(log, put(me, 'theme', { choice: 'dark' }, mine(2)))).toBe(3);
      // One that changed nothing counts too.
      await apply(log, put(me, 'theme', { choice: 'dark' }, mine(3)));
      await apply(log, put(me, 'theme', { choice: 'light' }, { by: { writer: 'laptop', n: 2 } }));
      expect(await rev(log, put(me, 'theme', { choice: 'dark' }, mine(3)))).toBe(4);
      expect((await readAll(shared(), me)).documents).toMatchObject([{ value: { choice: 'light' } }]);
    });

    test('of many writers the latest are known', async () => {
      const { log, db } = shared();
      const me = newId();
      for (let n = 1; n <= 10; n += 1) {
        await apply(log, put(me, 'theme', { choice: n }, { by: { writer: `tab ${n % 5}`, n } }));
      }
      const head = await db.selectFrom('person_heads').select('writers').where('user_id', '=', me).executeTakeFirst();
      expect(JSON.parse(head?.writers ?? '')).toEqual([
        ['tab 3', 8],
        ['tab 4', 9],
        ['tab 0', 10],
      ]);
    });

    test('there are so many of a kind, so many in all and so many bytes, and what is refused leaves nothing behind', async () => {
      const { log } = shared();
      const me = newId();
      for (const id of ['a', 'b', 'c']) await apply(log, put(me, `draft/${id}`, { id }));
      const tooMany = refused('too-many-documents');
      expect(await apply(log, put(me, 'draft/d', { id: 'd' }))).toMatchObject(tooMany as object);
      await apply(log, put(me, 'drafts/d', { id: 'd' }));
      await apply(log, put(me, 'theme', { id: 'e' }));
      expect(await apply(log, put(me, 'other', { id: 'f' }))).toMatchObject(tooMany as object);
      await apply(log, put(me, 'draft/a', { id: 'changed' }));
      expect(await apply(log, put(me, 'draft/b', { id: 'x'.repeat(100) }))).toMatchObject(tooMany as object);
      expect(await rev(log, put(me, 'draft/c', null))).toBe(7);
      expect(await rev(log, put(me, 'draft/d', { id: 'd' }))).toBe(8);
      await expectCountersToHold(shared(), me);
    });

    test('[D24] the oldest deletions are forgotten, and a cursor from before gets everything anew', async () => {
      const { log } = shared();
      const me = newId();
      for (const id of ['a', 'b', 'c']) {
        await apply(log, put(me, `draft/${id}`, { id }));
        await apply(log, put(me, `draft/${id}`, null));
      }
      await apply(log, put(me, 'theme', { choice: 'dark' }));
      await expectCountersToHold(shared(), me);
      // The deletion of `a` was change 2.
      expect(await readAll(shared(), me, { after: 2 })).toMatchObject({ reset: null, upToRev: 7 });
      const anew = await readAll(shared(), me, { after: 1 });
      expect(anew).toMatchObject({ reset: 'too-far-behind', upToRev: 7 });
      expect(anew.documents.map(({ key, value }) => [key, value === null])).toEqual([
        ['draft/b', true],
        ['draft/c', true],
        ['theme', false],
      ]);
      expect(await readAll(shared(), me, { after: 8 })).toMatchObject({ reset: 'cursor-ahead', upToRev: 7 });
    });

    test('[D24] everything comes in pages that together are whole, while deletions are forgotten', async () => {
      const { log } = shared();
      const me = newId();
      const all = async (ids: string, value: unknown): Promise<void> => {
        for (const id of ids) await apply(log, put(me, `draft/${id}`, value));
      };
      await apply(log, put(me, 'theme', { choice: 'dark' }));
      await all('abc', { content: 'abc' });
      await all('abc', null);
      await all('a', { content: 'a' });
      const { rev: began, ...first } = await readAll(shared(), me, { limit: 1 });
      expect(first).toMatchObject({ upToRev: 1, more: true });
      // Forgotten was what nobody who began then was told of.
      const second = { after: 1, began, limit: 1 };
      expect(await readAll(shared(), me, second)).toMatchObject({ reset: null, upToRev: 6 });
      expect(await readAll(shared(), me, { ...second, began: 0 })).toMatchObject({ reset: 'too-far-behind' });
      // What the first page told of is deleted, and that is forgotten too: the next page can't go on.
      await apply(log, put(me, 'theme', null));
      await all('abc', { content: 'abc' });
      await all('abc', null);
      expect(await readAll(shared(), me, second)).toMatchObject({ reset: 'too-far-behind' });
    });

    test('a page ends where it has become large', async () => {
      const { log, db } = shared();
      const me = newId();
      const large = { ...bounds, bytesMax: 10_000 };
      for (const id of ['a', 'b', 'c']) {
        await apply(log, put(me, `draft/${id}`, { content: id.repeat(1_000) }, { bounds: large }));
      }
      const page = await readDocuments(db, me, { after: 0, began: 0, limit: 10, maxBytes: 1_500 });
      expect(page).toMatchObject({ upToRev: 2, more: true, rev: 3 });
      expect(page.jsons).toHaveLength(2);
    });

    test('[D4] [D24] many at once, of two people and among sends, are numbered without gaps', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const roomy = { ...bounds, bytesMax: 10_000 };
      const all = Array.from({ length: 40 }, (_, index) => {
        const userId = index % 2 === 0 ? ann : ben;
        return [put(userId, 'theme', { choice: index }, { bounds: roomy }), sendCommand(chatId, userId, `${index}`)];
      });
      const outcomes = await Promise.all(all.map((pair) => log.commit(pair)));
      const revs = outcomes.map(([first]) => revOf(first));
      for (const start of [0, 1]) {
        const own = revs.filter((_, index) => index % 2 === start);
        expect(own).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      }
      expect((await readAll(shared(), ann)).documents).toMatchObject([{ rev: 20, value: { choice: 38 } }]);
    });
  });
}
