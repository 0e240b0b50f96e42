import { expect, test } from 'vitest';
import { DrawTurns } from './draw-turns.ts';

test('[A43] of the pictures that wait to be drawn few are copied at once, people take turns, and so many wait', async () => {
  const turns = new DrawTurns();
  const begun: string[] = [];
  const { promise: drawn, resolve: finish } = Promise.withResolvers<void>();
  const draw = (owner: string): Promise<void> =>
    turns.run(owner, async () => {
      begun.push(owner);
      await drawn;
    });
  const asked = [...Array.from({ length: 69 }, () => draw('eve')), draw('ada')];
  await expect(draw('eve')).rejects.toMatchObject({ code: 'unavailable' });
  await Promise.resolve();
  expect([begun.length, turns.waiting]).toEqual([5, 65]);
  finish();
  await Promise.all(asked);
  expect(begun.indexOf('ada')).toBeLessThan(8);
  await expect(turns.run('ada', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await Promise.all(Array.from({ length: 9 }, () => draw('ada')));
  expect(turns.waiting).toBe(0);
});
