import type { NotifySettings, PersonSettings } from '@confab/protocol/notify';
import { expect, test } from 'vitest';
import type { SaidMessage } from './message-facts.ts';
import { whoHears } from './who-hears.ts';

const now = Date.UTC(2026, 10, 26, 12);
const said = (seq: number, parts: object | null = null): SaidMessage => ({
  seq,
  senderId: 'ada',
  content: 'the tea is ready',
  at: now,
  parts: parts && JSON.stringify(parts),
});

function heardBy(person: PersonSettings | null, chat: NonNullable<NotifySettings['chat']> | null = null): string[] {
  const log = {
    logId: 'c1',
    kind: 'group' as const,
    messages: [said(1), said(2, { mentions: { userIds: ['bob'] } }), said(3)],
    members: ['push', 'mail'].map((reach) => ({ userId: 'bob', readSeq: 0, reach })),
  };
  const settings = { of: (): NotifySettings => ({ person, chat }) };
  return whoHears(log, settings, { now, isPatient: (kind) => kind === 'mail' }).map(({ kind }) => kind);
}

test('what comes in quiet times is kept from push, and left to mail, which waits for their end', () => {
  expect(heardBy(null)).toEqual(['push', 'mail']);
  expect(heardBy({ quiet: { until: new Date(now + 1).toISOString() } })).toEqual(['mail']);
  expect(heardBy({ level: 'nothing' })).toEqual([]);
  expect(heardBy(null, { muted: 'always' })).toEqual([]);
});
