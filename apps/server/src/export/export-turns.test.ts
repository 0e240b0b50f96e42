import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ExportTurns } from './export-turns.ts';

test('[A43] a person has one export at a time, a node few, and a turn ends with its stream', async () => {
  const turns = new ExportTurns();
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
