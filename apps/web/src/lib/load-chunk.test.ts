import { expect, test } from 'vitest';
import { loadChunk } from './load-chunk.ts';

/** Fails as often as told, as browsers do, then gives what is made of the module. */
function failing(times: number) {
  let asked = 0;
  const waited: number[] = [];
  return {
    asked: () => asked,
    waited,
    load: () => {
      asked += 1;
      return asked <= times
        ? Promise.reject(new TypeError('Failed to fetch dynamically imported module: https://chat.example.org/a.js'))
        : Promise.resolve('what is made of it');
    },
    options: { isOnline: () => true, wait: async (ms: number) => void waited.push(ms) },
  };
}

test.each([1, 2])(
  'a chunk that fails %i times is asked for again, and is what its loader makes of it',
  async (times) => {
    const chunk = failing(times);
    await expect(loadChunk(chunk.load, chunk.options)).resolves.toBe('what is made of it');
    expect(chunk.waited).toEqual([300, 1_200].slice(0, times));
  },
);

test('a chunk that never comes is given up with its own error', async () => {
  const chunk = failing(9);
  await expect(loadChunk(chunk.load, chunk.options)).rejects.toThrow('Failed to fetch');
  expect(chunk.asked()).toBe(3);
});

test('without a network nobody is kept waiting', async () => {
  const chunk = failing(9);
  await expect(loadChunk(chunk.load, { ...chunk.options, isOnline: () => false })).rejects.toThrow('Failed to fetch');
  expect(chunk.asked()).toBe(1);
  expect(chunk.waited).toEqual([]);
});
