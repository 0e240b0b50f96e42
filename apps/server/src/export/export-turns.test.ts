import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ExportTurns } from './export-turns.ts';

test('[A43] a person has one export at a time, a node few, and a turn ends with its stream', async () => {
  const turns = new ExportTurns(4);
  const make = (): Promise<Readable> => Promise.resolve(Readable.from(['x']));
  const mine = await turns.take('ada', make);
  await expect(turns.take('ada', make)).rejects.toMatchObject({ code: 'rate-limited' });
  await expect(turns.take('bob', () => Promise.reject(new Error('no such chat')))).rejects.toThrow('no such chat');
  for (const other of ['bob', 'cleo', 'dora']) await turns.take(other, make);
  await expect(turns.take('eve', make)).rejects.toMatchObject({ code: 'unavailable' });
  // Whoever asked went away in the middle.
  mine.destroy();
  await once(mine, 'close');
  await expect(turns.take('ada', make)).resolves.toBeInstanceOf(Readable);
});

test('[A43] who comes before the first of them has begun waits for a turn as well', async () => {
  const turns = new ExportTurns(2);
  const begin = Promise.withResolvers<Readable>();
  const first = ['ada', 'bob'].map((person) => turns.take(person, () => begin.promise));
  await expect(turns.take('cleo', () => begin.promise)).rejects.toMatchObject({ code: 'unavailable' });
  begin.resolve(Readable.from(['x']));
  await Promise.all(first);
});

test('[A43] whoever reads for half an hour keeps nobody else out: they give way to who waits', async () => {
  let now = 0;
  const turns = new ExportTurns(2, () => now);
  const make = (): Promise<Readable> => Promise.resolve(Readable.from(['x']));
  const slow = await turns.take('ada', make);
  slow.on('error', () => {});
  now = 60_000;
  const other = await turns.take('bob', make);
  now = 30 * 60_000 - 1;
  await expect(turns.take('cleo', make)).rejects.toMatchObject({ code: 'unavailable' });
  now = 30 * 60_000;
  await turns.take('cleo', make);
  expect([slow.destroyed, other.destroyed]).toEqual([true, false]);
  await expect(turns.take('dora', make)).rejects.toMatchObject({ code: 'unavailable' });
});
