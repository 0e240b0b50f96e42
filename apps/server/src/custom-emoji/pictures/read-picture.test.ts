import { expect, test } from 'vitest';
import { pictures, png } from './some-pictures.ts';
import { readPicture } from './read-picture.ts';

const whole = 'a whole PNG, GIF or WebP picture';

test.each(Object.entries(pictures))('%s is known by its bytes, and keeps its pixels', (name, file) => {
  expect(readPicture(file)).toEqual({ type: `image/${name.split(' ')[0]}`, bytes: file });
});

test.each(Object.entries(pictures))('[A23] %s that is cut off anywhere is none', (_name, file) => {
  for (let length = 0; length < file.length; length += 1) expect(readPicture(file.subarray(0, length))).toBe(whole);
});

test('[A23] what is told beside the pixels is left out, and what follows the end', () => {
  const words = Buffer.from('GPS <script>alert(1)</script>');
  const files = {
    'image/png': [png({ extra: words }), Buffer.concat([pictures.png, words])],
    'image/gif': [
      Buffer.concat([pictures.gif.subarray(0, -1), Buffer.of(0x21, 0xfe, words.length), words, Buffer.of(0, 0x3b)]),
      Buffer.concat([pictures.gif, words]),
    ],
    'image/webp': [Buffer.concat([pictures.webp, words])],
  };
  for (const [type, made] of Object.entries(files)) {
    for (const file of made) expect([type, readPicture(file)]).toEqual([type, { type, bytes: clean(type) }]);
  }
});

test.each([
  ['one pixel too wide', png({ width: 257, height: 1 }), 'at most 256 by 256 pixels'],
  ['without a pixel', png({ width: 0, height: 0 }), 'at most 256 by 256 pixels'],
  ['larger than there is room for', png({ extra: Buffer.alloc(64 * 1_024) }), 'a picture of at most 64 KiB'],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), whole],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), whole],
  ['only said to be a GIF', Buffer.from('GIF89a/*<script>*/'), whole],
])('[A23] %s is refused', (_what, file, why) => {
  expect(readPicture(file)).toBe(why);
});

test('[A23] a GIF whose images are larger than it says is as large as they are', () => {
  const file = Buffer.from(pictures.gif);
  const descriptor = file.indexOf(0x2c, 13 + 6);
  file.writeUInt16LE(9_000, descriptor + 5);
  expect(readPicture(file)).toBe('at most 256 by 256 pixels');
});

function clean(type: string): Buffer {
  const found = { 'image/png': pictures.png, 'image/gif': pictures.gif, 'image/webp': pictures.webp }[type];
  return found ?? Buffer.alloc(0);
}
