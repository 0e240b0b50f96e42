import { expect, test } from 'vitest';
import { shareReads } from './shared-reads.ts';

test('what is asked for in one turn shares a read, made at its end', async () => {
  const reads: string[][] = [];
  const read = shareReads((keys) => {
    reads.push([...keys]);
    return Promise.resolve(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}!`])));
  }, setImmediate);
  expect(await Promise.all([read('ada'), read('bob'), read('ada'), read('nobody')])).toEqual([
    'ada!',
    'bob!',
    'ada!',
    null,
  ]);
  expect(await read('ada')).toBe('ada!');
  expect(reads).toEqual([['ada', 'bob', 'nobody'], ['ada']]);
});

test('all who share a read hear that it failed, and the next is made anew', async () => {
  let fails = true;
  const read = shareReads(
    () => (fails ? Promise.reject(new Error('no database')) : Promise.resolve(new Map([['ada', 1]]))),
    setImmediate,
  );
  const answers = await Promise.allSettled([read('ada'), read('bob')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await read('ada')).toBe(1);
});
