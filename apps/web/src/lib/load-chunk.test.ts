import { expect, test } from 'vitest';
import { loadChunk } from './load-chunk.ts';

const origin = 'https://chat.example.org';
const chunkUrl = `${origin}/assets/Settings-a1b2.js`;

/** Fails as often as told, as browsers do, then loads. */
function failing(times: number, url = chunkUrl) {
  const asked: string[] = [];
  const waited: number[] = [];
  const answer = (): Promise<string> =>
    asked.length <= times
      ? Promise.reject(new TypeError(`Failed to fetch dynamically imported module: ${url}`))
      : Promise.resolve('module');
  return {
    asked,
    waited,
    load: () => {
      asked.push('as it is named');
      return answer();
    },
    options: {
      origin,
      isOnline: () => true,
      wait: async (ms: number) => void waited.push(ms),
      importAgain: (again: string) => {
        asked.push(again);
        return answer();
      },
    },
  };
}

test('a chunk that fails once is asked for again a moment later', async () => {
  const chunk = failing(1);
  await expect(loadChunk(chunk.load, chunk.options)).resolves.toBe('module');
  expect(chunk.asked).toEqual(['as it is named', 'as it is named']);
  expect(chunk.waited).toEqual([300]);
});

test('the last try goes past what the browser remembers of the ones before', async () => {
  const chunk = failing(2);
  await expect(loadChunk(chunk.load, chunk.options)).resolves.toBe('module');
  expect(chunk.asked.at(-1)).toBe(chunkUrl);
});

test('no try goes to another origin, whatever the message of an error names', async () => {
  const chunk = failing(2, 'https://elsewhere.example.org/assets/x.js');
  await expect(loadChunk(chunk.load, chunk.options)).resolves.toBe('module');
  expect(chunk.asked).toEqual(['as it is named', 'as it is named', 'as it is named']);
});

test('a chunk that never comes is given up with its own error', async () => {
  const chunk = failing(9);
  await expect(loadChunk(chunk.load, chunk.options)).rejects.toThrow(chunkUrl);
  expect(chunk.asked).toHaveLength(3);
});

test('without a network nobody is kept waiting', async () => {
  const chunk = failing(9);
  await expect(loadChunk(chunk.load, { ...chunk.options, isOnline: () => false })).rejects.toThrow(chunkUrl);
  expect(chunk.asked).toHaveLength(1);
  expect(chunk.waited).toEqual([]);
});
