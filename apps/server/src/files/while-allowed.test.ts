import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { whileAllowed } from './while-allowed.ts';

test('[A11] while a file is read it is looked again whether its reader may see it', async () => {
  let now = 0;
  async function* pieces() {
    for (const piece of ['one ', 'two ', 'three ']) {
      yield Buffer.from(piece);
      now += 500;
    }
  }
  const clock = { monotonicNow: () => now };
  const stored = [Readable.from(pieces()), Readable.from(pieces())] as const;
  expect(await text(whileAllowed(stored[0], { mayRead: async () => true, clock }))).toBe('one two three ');
  const broken = text(whileAllowed(stored[1], { mayRead: async () => false, clock }));
  await expect(broken).rejects.toThrow('may not see the file any more');
  expect(stored.map(({ destroyed }) => destroyed)).toEqual([true, true]);
});
