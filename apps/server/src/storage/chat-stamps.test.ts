import { expect, test } from 'vitest';
import { ChatStamps } from './chat-stamps.ts';

const nothing = { chatIds: [], members: false };
const toChat = (...chatIds: string[]) => ({ chatIds, mayChangeMembers: false });

test('[D79] what was read before a change has not stood still, and what was read after it has', async () => {
  const stamps = new ChatStamps();
  const before = stamps.now;
  await stamps.during(
    toChat('a'),
    async () => {},
    () => ({ chatIds: ['a'], members: false }),
  );
  expect([stamps.stoodStill(before, ['a']), stamps.stoodStill(before, ['b'])]).toEqual([false, true]);
  expect(stamps.stoodStill(stamps.now, ['a', 'b'])).toBe(true);
});

test('[D79] while something is under way that may change a chat, nothing is said of it', async () => {
  const stamps = new ChatStamps();
  const done = Promise.withResolvers<void>();
  const writes = [1, 2].map(() =>
    stamps.during(
      toChat('a'),
      () => done.promise,
      () => nothing,
    ),
  );
  const during = stamps.now;
  expect([stamps.stoodStill(during, ['a']), stamps.stoodStill(during, ['b'])]).toEqual([false, true]);
  done.resolve();
  await Promise.all(writes);
  expect(stamps.stoodStill(during, ['a'])).toBe(true);
});

test('[D79] what failed may have changed all that it was to change', async () => {
  const stamps = new ChatStamps();
  const before = stamps.now;
  const lost = stamps.during(
    toChat('a'),
    () => Promise.reject(new Error('the answer was lost')),
    () => nothing,
  );
  await expect(lost).rejects.toThrow('lost');
  expect([stamps.stoodStill(before, ['a']), stamps.stoodStill(before, ['b'])]).toEqual([false, true]);
});

test('[D79] while and after members may change, no list is known', async () => {
  const stamps = new ChatStamps();
  const before = stamps.now;
  const rule = { chatIds: ['a'], mayChangeMembers: true };
  const none = stamps.during(
    rule,
    async () => {},
    () => nothing,
  );
  expect(stamps.stoodStill(before, ['b'])).toBe(false);
  await none;
  expect(stamps.stoodStill(before, ['b'])).toBe(true);
  await stamps.during(
    rule,
    async () => {},
    () => ({ chatIds: [], members: true }),
  );
  expect(stamps.stoodStill(before, ['b'])).toBe(false);
});

test('of so many chats that they are not kept, what was read before is read anew', async () => {
  const stamps = new ChatStamps();
  const before = stamps.now;
  const many = Array.from({ length: 50_001 }, (_, at) => `chat-${at}`);
  await stamps.during(
    toChat(),
    async () => {},
    () => ({ chatIds: many, members: false }),
  );
  expect([stamps.stoodStill(before, ['other']), stamps.stoodStill(stamps.now, ['other'])]).toEqual([false, true]);
});
