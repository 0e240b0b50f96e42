import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stripFile } from './strip-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-strip-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function strip(bytes: Buffer, type: string): Promise<{ how: string; bytes: Buffer }> {
  const [path, to] = [join(folder, 'came'), join(folder, 'kept')];
  await writeFile(path, bytes);
  const how = await stripFile(path, type, to);
  return { how, bytes: await readFile(how === 'copied' ? to : path) };
}

/** What a phone tells, in words that are looked for again. */
const exif = {
  IFD0: { Make: 'Spyglass', Model: 'Spyglass 3', Orientation: '6' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 18/1' },
} as const;
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/">Spyglass</x:xmpmeta>';
const page = Buffer.from('<html><script>alert("Spyglass")</script>');
const drawn = (): Sharp =>
  sharp({
    create: {
      width: 40,
      height: 24,
      channels: 3,
      background: '#a40',
      noise: { type: 'gaussian', mean: 99, sigma: 40 },
    },
  });
const told = (picture: Sharp): Sharp =>
  picture.withExif(exif).withXmp(xmp).withMetadata({ orientation: 6 }).withIccProfile('p3');

async function pixelsOf(bytes: Buffer): Promise<Buffer> {
  return await sharp(bytes, { animated: true }).raw().toBuffer();
}

const pictures: [type: string, make: () => Promise<Buffer>][] = [
  ['image/jpeg', () => told(drawn()).jpeg().toBuffer()],
  ['image/png', () => told(drawn()).png().toBuffer()],
  ['image/webp', () => told(drawn()).webp().toBuffer()],
  ['image/avif', () => told(drawn()).avif({ effort: 0 }).toBuffer()],
  ['image/gif', async () => withGifComment(await drawn().gif().toBuffer())],
];

/** A comment, which tells as much as Exif does in others. */
function withGifComment(gif: Buffer): Buffer {
  const words = Buffer.from('Spyglass');
  return Buffer.concat([gif.subarray(0, -1), Buffer.of(0x21, 0xfe, words.length), words, Buffer.of(0, 0x3b)]);
}

/** Places all over something so long. */
const someOf = (length: number): number[] =>
  Array.from({ length: 32 }, (_, n) => Math.floor(((n + 0.5) * length) / 32));

describe.each(pictures)('[A23] %s', (type, make) => {
  test('keeps pixels, colours and how it is turned, and loses where and with what it was taken, and what follows its end', async () => {
    const bytes = await make();
    expect(bytes.includes('Spyglass')).toBe(true);
    const stripped = await strip(Buffer.concat([bytes, page]), type);
    expect(stripped.how).toBe('copied');
    expect(stripped.bytes.includes('Spyglass')).toBe(false);
    expect(await pixelsOf(stripped.bytes)).toEqual(await pixelsOf(bytes));
    const [before, after] = [await sharp(bytes).metadata(), await sharp(stripped.bytes).metadata()];
    expect(after.icc).toEqual(before.icc);
    expect(after.autoOrient).toEqual(before.autoOrient);
    expect(after.xmp?.includes('Spyglass')).toBeFalsy();
    // Done again, nothing more goes.
    const again = await strip(stripped.bytes, type);
    expect(again.bytes.equals(stripped.bytes)).toBe(true);
  });

  test('cut off anywhere it is either as it was or told as broken, and never longer', async () => {
    const bytes = await make();
    for (const length of someOf(bytes.length)) {
      const stripped = await strip(bytes.subarray(0, length), type);
      expect(stripped.bytes.length).toBeLessThanOrEqual(length + 40);
      const isLeft = stripped.bytes.equals(bytes.subarray(0, length));
      expect([stripped.how, isLeft]).not.toEqual(['broken', false]);
    }
  });

  test('[A28] with any byte changed it comes to an end', async () => {
    const bytes = await make();
    for (const at of someOf(Math.min(bytes.length, 700))) {
      const changed = Buffer.from(bytes);
      changed[at] = 0xff - (changed[at] ?? 0);
      expect((await strip(changed, type)).bytes.length).toBeLessThanOrEqual(bytes.length + 40);
    }
  });
});

test('what is clean stays where it is', async () => {
  const bytes = await drawn().jpeg().toBuffer();
  const stripped = await strip(bytes, 'image/jpeg');
  expect([stripped.how, stripped.bytes.equals(bytes)]).toEqual(['clean', true]);
  expect((await strip(page, 'text/plain')).how).toBe('clean');
});

test('[A23] chunks of a PNG that tell something go, whatever they are called', async () => {
  const png = await drawn().png().toBuffer();
  const chunk = (type: string, text: string): Buffer => {
    const body = Buffer.from(type + text, 'latin1');
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(text.length);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const extra = ['tEXt', 'zTXt', 'iTXt', 'tIME', 'caBX', 'spYg'].map((type) => chunk(type, 'Comment\0Spyglass'));
  const stripped = await strip(Buffer.concat([png.subarray(0, 33), ...extra, png.subarray(33)]), 'image/png');
  expect(stripped.bytes.equals(png)).toBe(true);
});

const box = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

test.each(['video/mp4', 'video/quicktime', 'audio/mp4'])(
  '[A23] %s keeps every place of its bytes, and loses where and with what it was filmed',
  async (type) => {
    const place = box('\xa9xyz', '\0\x12\x15\xc7+52.5200+013.4050/Spyglass');
    const keys = box(
      'meta',
      '\0\0\0\0',
      box('hdlr', '\0\0\0\0\0\0\0\0mdta'),
      'com.apple.quicktime.location.ISO6709 Spyglass',
    );
    const tags = box('meta', '\0\0\0\0', box('hdlr', '\0\0\0\0\0\0\0\0mdirappl'), box('ilst', 'A title'));
    const track = box(
      'trak',
      box('tkhd', 'kept'),
      box('udta', box('loci', 'Spyglass')),
      box('meta', '\0\0\0\0Spyglass'),
    );
    const film = Buffer.concat([
      box('ftyp', 'isom'),
      box('moov', box('mvhd', 'kept'), track, box('udta', place, tags, box('name', 'A name')), keys),
      box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), 'Spyglass'),
      box('mdat', 'pictures and sound'),
    ]);
    const stripped = await strip(film, type);
    expect(stripped.how).toBe('written-over');
    expect(stripped.bytes.length).toBe(film.length);
    expect(stripped.bytes.includes('Spyglass')).toBe(false);
    for (const kept of ['A title', 'A name', 'tkhdkept', 'mvhdkept', 'pictures and sound']) {
      expect(stripped.bytes.indexOf(kept)).toBe(film.indexOf(kept));
    }
  },
);

test('of a film as large as you like little is in memory at a time', async () => {
  const path = join(folder, 'long');
  const padding = box('mdat', Buffer.alloc(24 * 1_024 * 1_024));
  await writeFile(
    path,
    Buffer.concat([box('ftyp', 'qt  '), padding, box('moov', box('udta', box('\xa9xyz', 'here')))]),
  );
  const before = process.memoryUsage.rss();
  expect(await stripFile(path, 'video/quicktime', join(folder, 'none'))).toBe('written-over');
  expect(process.memoryUsage.rss() - before).toBeLessThan(8 * 1_024 * 1_024);
});

/** An item of XMP, which lies in as many places as there are: each of them is all of the file. */
function avifOf(places: number, length: number): Buffer {
  const item = box('infe', Buffer.of(2, 0, 0, 0, 0, 1, 0, 0), 'mime\0\0');
  const lies = Buffer.alloc(14 + places * 8);
  lies[4] = 0x44;
  for (const at of [6, 8]) lies.writeUInt16BE(1, at);
  lies.writeUInt16BE(places, 12);
  for (let n = 0; n < places; n += 1) lies.writeUInt32BE(length, 14 + n * 8 + 4);
  const meta = box('meta', '\0\0\0\0', box('iinf', Buffer.of(0, 0, 0, 0, 0, 1), item), box('iloc', lies));
  const begun = Buffer.concat([box('ftyp', 'avif\0\0\0\0avifmif1'), meta]);
  return Buffer.concat([begun, box('mdat', Buffer.alloc(length - begun.length - 8))]);
}

describe('[A43] of a small file that is dear to clean nothing is made', () => {
  test('a GIF of comments, between which there is something else', async () => {
    const blocks = Buffer.concat(Array.from({ length: 20_000 }, () => Buffer.from('\x21\xf9\0\x21\xfe\0', 'latin1')));
    const head = Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1');
    expect((await strip(Buffer.concat([head, blocks, Buffer.of(0x3b)]), 'image/gif')).how).toBe('broken');
    // As many that touch are one.
    const comments = Buffer.concat(Array.from({ length: 20_000 }, () => Buffer.from('\x21\xfe\0', 'latin1')));
    const { how, bytes } = await strip(Buffer.concat([head, comments, Buffer.of(0x3b)]), 'image/gif');
    expect([how, bytes.length]).toEqual(['copied', head.length + 1]);
  });

  test('an AVIF whose items lie on each other', async () => {
    const bytes = avifOf(30_000, 8_000_000);
    const [before, begun] = [process.memoryUsage.rss(), performance.now()];
    expect((await strip(bytes, 'image/avif')).how).toBe('broken');
    expect(process.memoryUsage.rss() - before).toBeLessThan(24 * 1_024 * 1_024);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('an AVIF that says more of what it holds than one turn of the event loop has time for', async () => {
    const item = box('infe', Buffer.of(2, 0, 0, 0, 0, 1, 0, 0), 'mime\0');
    const infos = box('iinf', Buffer.alloc(6), ...Array.from({ length: 20_000 }, () => item));
    const meta = box('meta', '\0\0\0\0', infos, box('iloc', Buffer.alloc(8)));
    expect((await strip(Buffer.concat([box('ftyp', 'avif'), meta]), 'image/avif')).how).toBe('broken');
  });
});
