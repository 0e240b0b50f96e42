import type { AuditVerdict } from '@confab/protocol';
import { expect, test } from 'vitest';
import { VerifyTurns } from './verify-turns.ts';

const verdict: AuditVerdict = { isSound: true, entries: 1, head: { seq: 1, hash: 'a' }, broken: null };

test('[A43] all who ask while the log is read have one answer, and after a long reading it rests nine times as long', async () => {
  let now = 0;
  const ends: (() => void)[] = [];
  const turns = new VerifyTurns(
    () => new Promise((resolve) => void ends.push(() => resolve(verdict))),
    () => now,
  );
  const asked = [turns.take(), turns.take()];
  expect(ends).toHaveLength(1);
  now = 2_000;
  ends[0]?.();
  expect(await Promise.all(asked)).toEqual([verdict, verdict]);
  await expect(turns.take()).rejects.toMatchObject({ code: 'rate-limited', retryAfterSeconds: 18 });
  now = 20_000;
  const again = turns.take();
  now = 20_100;
  ends[1]?.();
  await again;
  // That was short.
  const soon = turns.take();
  ends[2]?.();
  expect(await soon).toEqual(verdict);
});

test('a reading that failed is no answer to the next', async () => {
  let tries = 0;
  const turns = new VerifyTurns(() => (++tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve(verdict)));
  await expect(turns.take()).rejects.toThrow('away');
  expect(await turns.take()).toEqual(verdict);
});
