import type { Person } from '@confab/protocol';
import { expect, test } from 'vitest';
import { asSeen } from './person-words.ts';

const [earlier, later] = ['2026-11-26T10:00:00.000Z', '2026-11-27T10:00:00.000Z'];

function seen(listed: Partial<Person>, live?: { online: boolean; lastSeenAt: string | null }) {
  const person = { id: 'ann', online: false, lastSeenAt: null, ...listed } as Person;
  const { online, lastSeenAt } = asSeen(person, live && { userId: 'ann', ...live });
  return { online, lastSeenAt };
}

test('whoever comes and goes is seen so, and what was known of when they were here is kept', () => {
  expect(seen({ lastSeenAt: earlier })).toEqual({ online: false, lastSeenAt: earlier });
  expect(seen({ online: true }, { online: false, lastSeenAt: later })).toEqual({ online: false, lastSeenAt: later });
  expect(seen({ lastSeenAt: earlier }, { online: false, lastSeenAt: later }).lastSeenAt).toBe(later);
  // They hide it, or the list was asked for since.
  expect(seen({ lastSeenAt: earlier }, { online: true, lastSeenAt: null })).toEqual({
    online: true,
    lastSeenAt: earlier,
  });
  expect(seen({ lastSeenAt: later }, { online: false, lastSeenAt: earlier }).lastSeenAt).toBe(later);
});
