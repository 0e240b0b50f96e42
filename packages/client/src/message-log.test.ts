import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelChat, send } from '../tests/model-chat.ts';
import { emptyLog, messageAt, isLong, messagesIn, putMessages, rangeAt, trimLog } from './message-log.ts';

const chat = modelChat('one', ['ann']);
const history = Array.from({ length: 400 }, () => send(chat, 'ann')).filter((message) => message !== null);

const [firstOfAll] = history;

test('whatever order messages come in, the ranges are the runs of what is here', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 20 }), { maxLength: 20 }), (pages) => {
      const log = pages.reduce(
        (known, seqs) =>
          putMessages(
            known,
            seqs.map((seq) => history[seq - 1]).filter((message) => message !== undefined),
          ),
        emptyLog(0),
      );
      const here = [...new Set(pages.flat())].toSorted((a, b) => a - b);
      expect(log.ranges.flatMap((range) => messagesIn(log, range)).map(({ seq }) => seq)).toEqual(here);
      for (const [index, range] of log.ranges.entries()) {
        expect(range.from - 1).toBeGreaterThan(log.ranges[index - 1]?.to ?? 0 - 1);
        expect(rangeAt(log, range.from)).toBe(range);
        expect(rangeAt(log, range.to)).toBe(range);
        expect(rangeAt(log, range.to + 1)).toBeUndefined();
      }
    }),
  );
});

test('an older state never replaces a newer one, in either order', () => {
  const [old] = history;
  if (!old) throw new Error('no history');
  const newer = { ...old, rev: 500, content: 'edited' };
  for (const order of [
    [old, newer],
    [newer, old],
  ]) {
    const log = order.reduce((known, message) => putMessages(known, [message]), emptyLog(0));
    expect(messageAt(log, 1)?.content).toBe('edited');
  }
});

test('what did not change stays the same object', () => {
  const log = putMessages(emptyLog(0), history.slice(0, 300));
  const next = putMessages(log, history.slice(300, 301));
  expect(putMessages(next, history.slice(0, 301))).toBe(next);
  expect(next.chunks.get(0)).toBe(log.chunks.get(0));
  expect(next.chunks.get(2)).not.toBe(log.chunks.get(2));
});

test('what nobody looks at is forgotten but for the newest part', () => {
  const long = Array.from({ length: 2_000 }, () => send(chat, 'ann')).filter((message) => message !== null);
  const log = putMessages(emptyLog(1), [...history, ...long]);
  expect(isLong(log)).toBe(true);
  const trimmed = trimLog(log, { lastSeq: 2_400, generation: 2 });
  expect(isLong(trimmed)).toBe(false);
  expect(trimmed.generation).toBe(2);
  expect(trimmed.ranges).toEqual([{ from: 2_176, to: 2_400 }]);
  expect(messageAt(trimmed, 2_175)).toBeUndefined();
  expect(messageAt(trimmed, 2_400)?.seq).toBe(2_400);
});

test('what is far from where one reads is forgotten, but for the newest part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_400 }), fc.nat({ max: 400 }), (from, length) => {
      const keep = { from, to: Math.min(2_400, from + length) };
      const all = Array.from({ length: 2_400 }, (_, index) => ({ ...required(firstOfAll), seq: index + 1 }));
      const trimmed = trimLog(putMessages(emptyLog(1), all), { lastSeq: 2_400, generation: 2, keep });
      expect(rangeAt(trimmed, keep.from)).toBe(rangeAt(trimmed, keep.to));
      expect(rangeAt(trimmed, 2_400)?.from).toBeLessThanOrEqual(2_176);
      const here = trimmed.ranges.flatMap((range) => messagesIn(trimmed, range)).map(({ seq }) => seq);
      expect(here).toHaveLength(trimmed.ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0));
      expect(here.length).toBeLessThan(length + 600);
    }),
  );
});

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('no history');
  return value;
}
