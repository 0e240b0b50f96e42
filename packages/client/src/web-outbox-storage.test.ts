import { expect, test } from 'vitest';
import type { OutboxEntry } from './outbox-storage.ts';
import { webOutboxStorage } from './web-outbox-storage.ts';

/** `localStorage` as its specification has it, so far as the outbox uses it. */
class MapStorage {
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

function entry(content: string): OutboxEntry {
  return { clientId: content, chatId: 'one', content, createdAt: '2026-01-01T00:00:00.000Z', failed: null };
}

test('[D17] a tab that is gone leaves its messages to the next', async () => {
  const storage = new MapStorage();
  const gone = webOutboxStorage(storage, 'me');
  await gone.save([entry('a'), entry('b')]);
  await gone.close();
  const next = webOutboxStorage(storage, 'me');
  await expect(next.adopt()).resolves.toEqual([entry('a'), entry('b')]);
  await next.save([]);
  expect(storage.length).toBe(0);
  await next.close();
});

test('a tab that lives keeps its messages to itself', async () => {
  const storage = new MapStorage();
  const first = webOutboxStorage(storage, 'me');
  const second = webOutboxStorage(storage, 'me');
  await first.save([entry('a')]);
  await second.save([entry('b')]);
  await expect(first.adopt()).resolves.toEqual([]);
  await expect(second.adopt()).resolves.toEqual([]);
  await first.close();
  await expect(second.adopt()).resolves.toEqual([entry('a')]);
  await second.close();
});

test('what was taken over and not yet saved is not lost by a second crash', async () => {
  const storage = new MapStorage();
  const first = webOutboxStorage(storage, 'me');
  await first.save([entry('a')]);
  await first.close();
  const second = webOutboxStorage(storage, 'me');
  await second.adopt();
  await second.close();
  const third = webOutboxStorage(storage, 'me');
  await expect(third.adopt()).resolves.toEqual([entry('a')]);
  await third.close();
});

test('without locks any tab takes over any key', async () => {
  const storage = new MapStorage();
  await webOutboxStorage(storage, 'me', null).save([entry('a')]);
  await expect(webOutboxStorage(storage, 'me', null).adopt()).resolves.toEqual([entry('a')]);
});

test('without locks a tab takes nothing over from one that was opened after it', async () => {
  const storage = new MapStorage();
  const first = webOutboxStorage(storage, 'me', null);
  await first.adopt();
  await webOutboxStorage(storage, 'me', null).save([entry('a')]);
  await expect(first.adopt()).resolves.toEqual([]);
});

test('another person on the same machine sees nothing of it, and foreign text is no message', async () => {
  const storage = new MapStorage();
  await webOutboxStorage(storage, 'me', null).save([entry('a')]);
  storage.setItem('confab.outbox.ann.x', '[{"clientId":1}, null, "text"]');
  storage.setItem('confab.outbox.ann.y', 'torn {');
  await expect(webOutboxStorage(storage, 'ann', null).adopt()).resolves.toEqual([]);
});
