import { expect, test } from 'vitest';
import { AnswerReader } from './answer-reader.ts';

const stream = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello' +
    'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n' +
    'HTTP/1.1 404 Not Found\r\nX: y\r\nContent-Length: 3\r\n\r\nno!',
);

test.each([1, 2, 5, 17, 1_000])('takes every answer whole from chunks of %i bytes', (chunkBytes) => {
  const seen: [number, string][] = [];
  const reader = new AnswerReader((status, body) => seen.push([status, body.toString()]));
  for (let at = 0; at < stream.length; at += chunkBytes) reader.push(stream.subarray(at, at + chunkBytes));
  expect(seen).toEqual([
    [200, 'hello'],
    [204, ''],
    [404, 'no!'],
  ]);
});

test('an answer of unknown length stops the measurement instead of spoiling it', () => {
  const reader = new AnswerReader(() => {});
  expect(() => reader.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nabc'))).toThrow('Content-Length');
});
