import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { News, WorthIt } from './find-news.ts';
import { patienceMs } from './patience.ts';
import { plan } from './plan.ts';
import type { Device } from './subscriptions.ts';

const said = (seq: number, at = seq, anewAt = 0): WorthIt => ({
  seq,
  at,
  senderId: 'ada',
  content: '',
  parts: null,
  mention: false,
  quiet: false,
  anewAt,
});
const newsOf = (...worth: WorthIt[]): News => ({
  logId: 'chat',
  kind: 'direct',
  chatName: null,
  readSeq: 0,
  lookedAfter: 0,
  edited: null,
  waiting: new Set(worth.map(({ seq }) => seq)),
  worth,
  hidden: { text: false, sender: false },
});
const device = (shownSeq: number, createdAt = 0, told = { seq: 0, at: 0 }): Device => ({
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
  toldSeq: told.seq,
  toldAt: told.at,
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

test('what an edit made worth it is told once, though something later is shown', () => {
  const news = newsOf(said(9), said(5, 5, 12), said(8));
  expect(planned(device(9), news)).toEqual([{ show: 5 }]);
  const told = { seq: 9, at: 12 };
  expect(planned(device(5, 0, told), news)).toEqual([]);
  expect(planned(device(5, 0, told), newsOf(said(10), said(9), said(5, 5, 12)))).toEqual([{ show: 10 }]);
  // The name was taken out again: what was told before comes back, and is no news.
  const steps = plan([device(5, 0, told)], newsOf(said(9), said(8)));
  expect(steps).toMatchObject([{ show: { seq: 9 }, isNew: false, count: 2, told }]);
  expect(planned(device(5, 0, told), { ...newsOf(), waiting: new Set([8, 9]) })).toEqual([{ closeUpTo: 5 }]);
  // Whoever asked after it was said, and before the edit, is told.
  expect(planned(device(0, 11), newsOf(said(5, 5, 12)))).toEqual([{ show: 5 }]);
  // An old one that was looked at for its edit, and is nothing any more.
  expect(planned(device(3), { ...newsOf(), lookedAfter: 5, edited: 3 })).toEqual([{ closeUpTo: 3 }]);
});

test('whatever is said, edited and told, nothing is told twice', () => {
  const message = fc.record({ seq: fc.integer({ min: 1, max: 9 }), anewAt: fc.constantFrom(0, 0, 11, 12, 13) });
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(message, { selector: ({ seq }) => seq }), { maxLength: 6 }), (states) => {
      let own = device(0);
      const told = new Set<string>();
      for (const state of states) {
        const [step] = plan([own], newsOf(...state.map(({ seq, anewAt }) => said(seq, seq, anewAt))));
        if (!step) continue;
        if (!('show' in step)) {
          own = device(0);
          told.clear();
          continue;
        }
        const { seq, anewAt } = step.show;
        expect(step.isNew && told.has(`${seq} ${anewAt}`)).toBe(false);
        for (const one of state) told.add(`${one.seq} ${one.anewAt}`);
        own = device(seq, 0, step.told);
        // The same again says nothing more.
        expect(plan([own], newsOf(...state.map((one) => said(one.seq, one.seq, one.anewAt))))).toEqual([]);
      }
    }),
  );
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
