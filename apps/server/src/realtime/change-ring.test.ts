import { expect, test } from 'vitest';
import { ChangeRing } from './change-ring.ts';

function ringOf(count: number): ChangeRing {
  const ring = new ChangeRing();
  for (let rev = 0; rev < count; rev += 1) push(ring, rev);
  return ring;
}

function push(ring: ChangeRing, fromRev: number, leaver: string | null = null): void {
  ring.push({ fromRev, frame: Buffer.from(`${fromRev + 1} `), leaver });
}

const text = (ring: ChangeRing, rev: number): string | undefined => ring.since(rev)?.frames.toString();

test('[D10] who come back to the same place get the same bytes, joined once', () => {
  const ring = ringOf(4);
  expect(text(ring, 1)).toBe('2 3 4 ');
  expect(ring.since(1)).toBe(ring.since(1));
});

test('[D16] each gets what came after their own place, the newest included', () => {
  const ring = ringOf(3);
  expect(text(ring, 2)).toBe('3 ');
  expect(text(ring, 0)).toBe('1 2 3 ');
  push(ring, 3);
  expect(text(ring, 0)).toBe('1 2 3 4 ');
  expect(text(ring, 7)).toBeUndefined();
  ring.clear();
  expect(text(ring, 0)).toBeUndefined();
});

test('[D19] a page says who left in it, and after it nobody', () => {
  const ring = ringOf(1);
  push(ring, 1, 'user-1');
  push(ring, 2);
  expect(ring.since(0)?.leavers.has('user-1')).toBe(true);
  expect(ring.since(2)?.leavers.size).toBe(0);
});
