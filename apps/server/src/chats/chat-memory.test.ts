import { expect, test } from 'vitest';
import { ChatStamps } from '../storage/chat-stamps.ts';
import { ChatMemory } from './chat-memory.ts';

const row = {
  id: 'c',
  kind: 'group' as const,
  name: null,
  createdBy: 'ada',
  createdAt: 0,
  lastSeq: 1,
  rev: 7,
  readSeq: 1,
  unread: 0,
  mentions: 0,
  lastAt: 0,
  parts: null,
};

async function change(stamps: ChatStamps): Promise<void> {
  await stamps.during(
    { chatIds: ['c'], mayChangeMembers: false },
    async () => {},
    () => ({ chatIds: ['c'], members: false }),
  );
}

test('[D79] a chat is known without asking where nothing has changed since it was found to be true, and since somebody was looked at', async () => {
  const stamps = new ChatStamps();
  const memory = new ChatMemory();
  const kept = memory.keep({ row, members: [], lastMessage: null });
  expect(memory.known(row, stamps, stamps.now)).toBeNull();
  kept.stamp = stamps.now;
  const before = stamps.now;
  expect(memory.known(row, stamps, before)).toBe(kept);
  expect(memory.known({ ...row, rev: 8 }, stamps, before)).toBeNull();
  await change(stamps);
  // Somebody may have read on, which no `rev` tells.
  expect(memory.known(row, stamps, stamps.now)).toBeNull();
  kept.stamp = stamps.now;
  expect([memory.known(row, stamps, before), memory.known(row, stamps, stamps.now)]).toEqual([null, kept]);
});
