import { expect, test } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { clientFrame, opcodes, serverFrame } from './frames.ts';

const payloads = ['', 'a', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(65_535), 'w'.repeat(65_536), 'end'];
const stream = Buffer.concat(payloads.map((payload) => serverFrame(payload)));

function readInChunks(bytes: Buffer, chunkBytes: number): string[] {
  const seen: string[] = [];
  const reader = new FrameReader((_opcode, chunk, start, end) => seen.push(chunk.toString('latin1', start, end)));
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(Buffer.from(bytes.subarray(at, at + chunkBytes)));
  return seen;
}

test.each([1, 2, 3, 7, 127, 4_096, 65_536, 1_000_000])('finds every frame in chunks of %i bytes', (chunkBytes) => {
  expect(readInChunks(stream, chunkBytes)).toEqual(payloads);
});

test('counts a frame once wherever two chunks part it', () => {
  const bytes = Buffer.concat([serverFrame('one'), serverFrame('t'.repeat(200)), serverFrame('three')]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    let count = 0;
    const reader = new FrameReader(() => count++);
    reader.push(Buffer.from(bytes.subarray(0, cut)));
    reader.push(Buffer.from(bytes.subarray(cut)));
    expect(count).toBe(3);
  }
});

test('a reused read buffer does not spoil a frame that was put aside', () => {
  const bytes = Buffer.concat([serverFrame('first'), serverFrame('second')]);
  const seen: string[] = [];
  const reader = new FrameReader((_opcode, chunk, start, end) => seen.push(chunk.toString('latin1', start, end)));
  const shared = Buffer.alloc(5);
  for (let at = 0; at < bytes.length; at += 5) reader.push(shared, bytes.copy(shared, 0, at, at + 5));
  expect(seen).toEqual(['first', 'second']);
});

test('a frame beyond the size worth keeping is counted once and skipped', () => {
  const bytes = Buffer.concat([serverFrame('big'.repeat(1_000)), serverFrame('small')]);
  const lengths: number[] = [];
  const reader = new FrameReader((_opcode, _chunk, start, end) => lengths.push(end - start), 256);
  for (let at = 0; at < bytes.length; at += 100) reader.push(Buffer.from(bytes.subarray(at, at + 100)));
  expect(lengths).toEqual([0, 5]);
});

test('reads the opcode, and unmasks what a client sends', () => {
  const frame = clientFrame('hello', opcodes.ping);
  const masked = Buffer.from(frame);
  const key = [1, 2, 3, 4];
  for (const [index, byte] of key.entries()) masked[2 + index] = byte;
  for (let index = 0; index < 5; index++) masked[6 + index] = (frame[6 + index] ?? 0) ^ (key[index % 4] ?? 0);
  const seen: [number, string][] = [];
  const reader = new FrameReader((opcode, bytes, start, end) =>
    seen.push([opcode, bytes.toString('utf8', start, end)]),
  );
  reader.push(frame);
  reader.push(masked);
  expect(seen).toEqual([
    [opcodes.ping, 'hello'],
    [opcodes.ping, 'hello'],
  ]);
});
