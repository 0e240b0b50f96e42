import { expect, test } from 'vitest';
import { ResponseReader } from './response-reader.ts';

const stream = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello' +
    'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n' +
    'HTTP/1.1 404 Not Found\r\nX: y\r\nContent-Length: 3\r\n\r\nno!',
);

test.each([1, 2, 5, 17, 1_000])('finds every response in chunks of %i bytes', (chunkBytes) => {
  const seen: [number, number][] = [];
  const reader = new ResponseReader((status, bytes) => seen.push([status, bytes]));
  for (let at = 0; at < stream.length; at += chunkBytes) reader.push(stream.subarray(at, at + chunkBytes));
  expect(seen).toEqual([
    [200, 5],
    [204, 0],
    [404, 3],
  ]);
});

test('a response of unknown length stops the measurement instead of spoiling it', () => {
  const reader = new ResponseReader(() => {});
  expect(() => reader.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nabc'))).toThrow('Content-Length');
});
