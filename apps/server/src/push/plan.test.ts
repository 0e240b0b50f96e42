import { expect, test } from 'vitest';
import type { News, WorthIt } from './find-news.ts';
import { patienceMs } from './patience.ts';
import { plan } from './plan.ts';
import type { Device } from './subscriptions.ts';

const said = (seq: number, at = seq): WorthIt => ({
  seq,
  at,
  senderId: 'ada',
  content: '',
  parts: null,
  mention: false,
  quiet: false,
});
const newsOf = (...worth: WorthIt[]): News => ({
  logId: 'chat',
  kind: 'direct',
  chatName: null,
  readSeq: 0,
  lookedAfter: 0,
  waiting: new Set(worth.map(({ seq }) => seq)),
  worth,
  hidden: { text: false, sender: false },
});
const device = (shownSeq: number, createdAt = 0): Device => ({
  userId: 'bob',
  sessionId: 's',
  endpoint: '',
  p256dh: '',
  auth: '',
  host: '',
  failures: 0,
  retryAt: 0,
  fault: '',
  sentAt: 0,
  createdAt,
  logId: 'chat',
  shownSeq,
});
const planned = (one: Device, news: News | null): unknown =>
  plan([one], news).map((step) => ('show' in step ? { show: step.show.seq } : { closeUpTo: step.closeUpTo }));

test('a device shows the newest message that waits, once', () => {
  expect(planned(device(0), newsOf(said(9), said(8)))).toEqual([{ show: 9 }]);
  expect(planned(device(9), newsOf(said(9), said(8)))).toEqual([]);
});

test('what was read, what was deleted and what one is no member of any more is shown no longer', () => {
  expect(planned(device(9), newsOf())).toEqual([{ closeUpTo: 9 }]);
  expect(planned(device(9), null)).toEqual([{ closeUpTo: 9 }]);
  expect(planned(device(9), newsOf(said(8)))).toEqual([{ show: 8 }]);
  expect(planned(device(0), null)).toEqual([]);
});

test('what waits stays, though nobody would be told of it now', () => {
  const quiet = { ...newsOf(), waiting: new Set([8, 9]) };
  expect(planned(device(9), quiet)).toEqual([]);
  expect(planned(device(7), quiet)).toEqual([{ closeUpTo: 7 }]);
  expect(planned(device(9), { ...quiet, worth: [said(8)] })).toEqual([]);
  expect(planned(device(3), { ...quiet, lookedAfter: 5 })).toEqual([]);
  expect(planned(device(3), { ...quiet, lookedAfter: 5, readSeq: 3 })).toEqual([{ closeUpTo: 3 }]);
});

test('a device is told of nothing that was said before it asked', () => {
  expect(planned(device(0, 9), newsOf(said(8)))).toEqual([]);
  expect(planned(device(0, 9), newsOf(said(9), said(8)))).toEqual([{ show: 9 }]);
});

test('who is connected has a moment to read, and who is busy on one device is left alone on the others', () => {
  const away = { isOnline: false, isAttentive: false };
  const connected = { isOnline: true, isAttentive: false };
  const busy = { isOnline: true, isAttentive: true };
  expect(patienceMs(0, away)).toBe(0);
  expect([0, 10_000, 15_000, 90_000].map((ageMs) => patienceMs(ageMs, connected))).toEqual([15_000, 5_000, 0, 0]);
  expect([0, 60_000, 86_400_000].map((ageMs) => patienceMs(ageMs, busy))).toEqual([15_000, 60_000, 300_000]);
});
