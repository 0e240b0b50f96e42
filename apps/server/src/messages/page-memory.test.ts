import { expect, test } from 'vitest';
import type { ChatHead, PageQuery } from '../storage/chat-log.ts';
import { PageMemory } from './page-memory.ts';

/** A log whose pages say how often it was read. */
function openStage({ maxBytes = 100_000, pageBytes = 10 } = {}) {
  const stage = {
    head: { seq: 10, rev: 12 } as ChatHead | null,
    reads: 0,
    fails: false,
    headFails: false,
    changed: null as number[] | null,
    first: null as number | null,
  };
  const log = {
    head: () => (stage.headFails ? Promise.reject(new Error('The disk said no.')) : Promise.resolve(stage.head)),
    changedBetween: () => stage.changed,
    async readPage() {
      stage.reads += 1;
      if (stage.fails) throw new Error('The disk said no.');
      const { first, reads } = stage;
      if (first !== null) return new TextEncoder().encode(messagesFrom(first, reads));
      return new TextEncoder().encode(String(reads).padStart(pageBytes));
    },
  };
  const memory = new PageMemory(log, maxBytes);
  const read = async (query: PageQuery = { limit: 5 }, chatId = 'chat') =>
    Number(Buffer.from((await memory.read(chatId, query)).bytes).toString());
  return { stage, memory, read };
}

const messagesFrom = (seq: number, rev: number): string =>
  `{"messages":[{"id":"chat:${seq}","chatId":"chat","seq":${seq},"rev":${rev}}]}`;

const newest = { limit: 5 };
const older = { limit: 5, before: 11 };

test('a page is read once for all who ask, at the same time too', async () => {
  const { read, memory } = openStage();
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
  expect([await read(newest), await read(older), await read(newest, 'other')]).toEqual([1, 2, 3]);
  expect([...memory.counts]).toEqual([
    ['memory', 3],
    ['database', 3],
  ]);
});

test('[D79] after a message the newest page is another, and one that ended before it is the same', async () => {
  const { stage, read } = openStage();
  expect([await read(newest), await read(older)]).toEqual([1, 2]);
  stage.head = { seq: 11, rev: 13 };
  expect([await read(newest), await read(older)]).toEqual([3, 2]);
});

test('[D79] a page that was asked for past the end is another once there is more', async () => {
  const { stage, read } = openStage();
  expect(await read({ limit: 5, before: 12 })).toBe(1);
  stage.head = { seq: 11, rev: 13 };
  expect(await read({ limit: 5, before: 12 })).toBe(2);
});

test('[D79] after a message was changed no page is believed', async () => {
  const { stage, read } = openStage();
  expect([await read(newest), await read(older)]).toEqual([1, 2]);
  stage.head = { seq: 10, rev: 13 };
  expect([await read(newest), await read(older)]).toEqual([3, 4]);
});

test.each<[string, PageQuery, number[] | null, number]>([
  ['of the page was changed', { limit: 5, before: 11 }, [8], 2],
  ['before it was', { limit: 5, before: 11 }, [5, 3], 1],
  ['behind it was', { limit: 5, before: 9 }, [9], 1],
  ['of the newest page was', newest, [6], 2],
  ['before the newest page was', newest, [5], 1],
  ['came onto the newest page', newest, [5, 11], 2],
  ['nobody knows of was', { limit: 5, before: 11 }, null, 2],
  ['behind a place was', { limit: 5, after: 5 }, [2], 2],
])(
  '[D79] where a message %s, what is known of the changes says whether the page holds',
  async (_what, query, changed, reads) => {
    const { stage, memory } = openStage();
    stage.first = 6;
    await memory.read('chat', query);
    Object.assign(stage, { changed, head: { seq: 10, rev: 14 } });
    await memory.read('chat', query);
    expect(stage.reads).toBe(reads);
  },
);

test('[D79] a page is there at once where its chat’s head is, and it holds by it', async () => {
  const { stage } = openStage();
  let head: ChatHead | Promise<ChatHead | null> = { seq: 10, rev: 12 };
  const memory = new PageMemory({
    head: () => head,
    changedBetween: () => null,
    readPage: async () => new TextEncoder().encode('page'),
  });
  const first = memory.read('chat', newest);
  expect(memory.recall('chat', newest)).toBeNull();
  const page = await first;
  expect(memory.recall('chat', newest)).toBe(page);
  expect(memory.recall('other', newest)).toBeNull();
  head = Promise.resolve(stage.head);
  expect(memory.recall('chat', newest)).toBeNull();
  head = { seq: 10, rev: 13 };
  expect(memory.recall('chat', newest)).toBeNull();
});

test('a page that could not be read is read again, and so is one of no chat', async () => {
  const { stage, read } = openStage();
  stage.fails = true;
  await expect(read()).rejects.toThrow('no');
  stage.fails = false;
  expect(await read()).toBe(2);
  stage.head = null;
  expect([await read(newest, 'none'), await read(newest, 'none')]).toEqual([3, 4]);
});

test('[A43] no more is kept than so many bytes: what was unused for longest goes', async () => {
  const { read } = openStage({ maxBytes: 5_000, pageBytes: 1_000 });
  const of = (place: number): PageQuery => ({ limit: 5, before: place });
  for (const place of [1, 2, 3]) await read(of(place));
  expect(await read(of(1))).toBe(1);
  await read(of(4));
  expect([await read(of(1)), await read(of(4))]).toEqual([1, 4]);
  expect(await read(of(2))).toBe(5);
});

test('a packed page takes room too, and is packed once', async () => {
  const { memory } = openStage();
  const page = await memory.read('chat', newest);
  expect(await page.gzipped()).toBe(await page.gzipped());
});

test('a head that can’t be read fails the page that was asked for, and nothing else', async () => {
  const { stage, memory, read } = openStage();
  stage.headFails = true;
  expect(memory.recall('chat', newest)).toBeNull();
  await expect(read(newest)).rejects.toThrow('The disk said no.');
  stage.headFails = false;
  expect(await read(newest)).toBe(1);
});
