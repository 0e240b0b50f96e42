import { PassThrough, type Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { OpenReads } from './open-reads.ts';

const read = async (): Promise<Readable> => new PassThrough();

test('[A42] of files that nobody takes so many are open for one person, and others have theirs', async () => {
  const reads = new OpenReads();
  const open = await Promise.all(Array.from({ length: 64 }, () => reads.open('eve', read)));
  await expect(reads.open('eve', read)).rejects.toMatchObject({ code: 'rate-limited' });
  (await reads.open('ada', read)).destroy();
  open[0]?.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  await reads.open('eve', read);
  await expect(reads.open('eve', read)).rejects.toMatchObject({ code: 'rate-limited' });
});

test('what could not be opened does not count', async () => {
  const reads = new OpenReads();
  for (let count = 0; count < 200; count += 1) {
    await expect(reads.open('ada', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  }
  (await reads.open('ada', read)).destroy();
});

test('[A43] where a place takes so many at once, whoever comes has the oldest of those that one holds the most of', async () => {
  const reads = new OpenReads(40);
  const held: Readable[] = [];
  const broken: number[] = [];
  for (let count = 0; count < 40; count += 1) {
    const stream = await reads.open(count < 30 ? 'eve' : 'mallory', read);
    held.push(stream.on('error', () => broken.push(count)));
  }
  const mine = await Promise.all([1, 2, 3, 4].map(() => reads.open('ada', read)));
  expect(held.map(({ destroyed }) => destroyed).lastIndexOf(true)).toBe(3);
  // Whoever holds as many as anybody else is the one who has to wait.
  await expect(reads.open('eve', read)).rejects.toMatchObject({ code: 'rate-limited' });
  await new Promise((resolve) => setImmediate(resolve));
  expect([broken, mine.filter(({ destroyed }) => destroyed)]).toEqual([[0, 1, 2, 3], []]);
});
