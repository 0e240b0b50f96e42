import { expect, test } from 'vitest';
import { storedJson } from './stored-answer.ts';

test('[A43] what is kept of an answer, packed or not, takes no more memory than is counted', async () => {
  const text = Buffer.from(JSON.stringify({ words: 'heron '.repeat(300) }));
  const counted: number[] = [];
  const stored = storedJson(text.subarray(0, 1_500), 'tag', (more) => counted.push(more));
  expect(stored.bytes.buffer.byteLength).toBe(1_500);
  const packed = await stored.gzipped();
  expect(counted).toEqual([packed.length]);
  expect(packed.buffer.byteLength).toBe(packed.length);
});
