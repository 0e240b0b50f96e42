import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { prepareLibrary } from './draw-picture.ts';
import type { PictureResult } from './picture-job.ts';
import { PicturePool } from './picture-pool.ts';

let folder: string;
const onError = vi.fn<(error: unknown) => void>();
const pool = new PicturePool({ onError, processes: 1 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-pictures-'));
});
afterAll(async () => {
  pool.close();
  await rm(folder, { recursive: true });
});

let count = 0;
async function look(bytes: Buffer, type: string, { by = pool, owner = 'ada' } = {}): Promise<PictureResult> {
  const from = join(folder, `picture-${(count += 1)}`);
  await writeFile(from, bytes);
  return await by.run({ from, type, drawings: [{ to: `${from}.webp`, width: 320, height: 1_280 }] }, owner);
}

const drawn = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#2a4' } });

/** Changes what the header of a PNG says, as whoever makes a bomb does. */
function sayingSize(png: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(png);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  return changed;
}

/** Of so many frames, each as large as it says. */
function gif(frames: number, width: number, height: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\xf0\0\0\0\0\0\xff\xff\xff', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  const frame = Buffer.from('\x21\xf9\x04\0\x01\0\0\0,\0\0\0\0\0\0\0\0\0\x02\x02D\x01\0', 'latin1');
  frame.writeUInt16LE(width, 13);
  frame.writeUInt16LE(height, 15);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.of(0x3b)]);
}

test('a picture is looked at as it is seen, and drawn in the colours of a screen', async () => {
  const cmyk = await drawn(400, 300).toColourspace('cmyk').jpeg().withMetadata({ orientation: 8 }).toBuffer();
  expect(await look(cmyk, 'image/jpeg')).toMatchObject({ facts: { width: 300, height: 400, isAnimated: false } });
  const { width, height, space, orientation } = await sharp(await readFile(join(folder, 'picture-1.webp'))).metadata();
  expect({ width, height, space, orientation }).toEqual({
    width: 300,
    height: 400,
    space: 'srgb',
    orientation: undefined,
  });
  const deep = await drawn(30, 20).toColourspace('rgb16').png().toBuffer();
  expect(await look(deep, 'image/png')).toMatchObject({ facts: { width: 30, height: 20 } });
  const grey = await drawn(30, 20).toColourspace('b-w').png().toBuffer();
  expect(await look(grey, 'image/png')).toMatchObject({ facts: { width: 30, height: 20 } });
  const avif = await drawn(64, 32).avif({ effort: 0 }).toBuffer();
  expect(await look(avif, 'image/avif')).toMatchObject({ facts: { width: 64, height: 32 } });
  const moving = await sharp([await drawn(20, 10).png().toBuffer(), await drawn(20, 10).negate().png().toBuffer()], {
    join: { animated: true },
  })
    .webp()
    .toBuffer();
  expect(await look(moving, 'image/webp')).toMatchObject({ facts: { width: 20, height: 10, isAnimated: true } });
});

test('[A23] pictures of odd shapes are drawn, and their thumbhash is short', async () => {
  for (const [width, height] of [
    [1, 1],
    [65_535, 1],
    [1, 65_535],
    [2, 3_000],
  ] as const) {
    const result = await look(await drawn(width, height).png().toBuffer(), 'image/png');
    expect(result).toMatchObject({ facts: { width, height } });
    expect('facts' in result && result.facts.thumbhash.length).toBeLessThanOrEqual(48);
  }
  expect(await look(await drawn(65_536, 1).png().toBuffer(), 'image/png')).toEqual({ none: 'too-large' });
});

test('[A23] what unpacks to more than there is room for is not unpacked', async () => {
  const png = await drawn(10, 10).png().toBuffer();
  expect(await look(sayingSize(png, 50_000, 50_000), 'image/png')).toEqual({ none: 'too-large' });
  expect(await look(gif(1, 65_535, 65_535), 'image/gif')).toEqual({ none: 'too-large' });
  expect(await look(gif(20_000, 9, 9), 'image/gif')).toMatchObject({
    facts: { width: 9, height: 9, isAnimated: true },
  });
});

test('[A23] what is cut off, of another type, or no picture is none, and no other decoder looks at it', async () => {
  const png = await sharp({
    create: { width: 90, height: 90, channels: 3, background: 'red', noise: { type: 'gaussian', mean: 99, sigma: 9 } },
  })
    .png()
    .toBuffer();
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );
  const tiff = await drawn(9, 9).tiff().toBuffer();
  for (const bytes of [
    png.subarray(0, 4_000),
    png.subarray(0, 40),
    svg,
    tiff,
    Buffer.from('words'),
    Buffer.from('P5 9 9 255 '),
  ]) {
    expect(await look(bytes, 'image/png')).toEqual({ none: 'no-picture' });
  }
  expect(await look(png, 'image/jpeg')).toEqual({ none: 'no-picture' });
});

test('[A23] one that takes too long ends alone: the next is drawn', async () => {
  const slow = new PicturePool({ onError, processes: 1, jobMs: 1 });
  const png = await drawn(10, 10).png().toBuffer();
  expect(await look(png, 'image/png', { by: slow })).toEqual({ none: 'too-heavy' });
  expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('a picture took longer than 1 ms'));
  slow.close();
  await expect(look(png, 'image/png', { by: slow })).rejects.toMatchObject({ code: 'unavailable' });
  expect(await look(png, 'image/png')).toMatchObject({ facts: { width: 10 } });
});

test('[A23] one that takes more memory, or more of a core, than it may ends alone', async () => {
  const told: unknown[] = [];
  const png = await drawn(10, 10).png().toBuffer();
  for (const bounds of [
    { memoryMax: 1, cpuMsMax: 20_000 },
    { memoryMax: 1e9, cpuMsMax: -1 },
  ]) {
    const small = new PicturePool({ onError: (error) => told.push(error), processes: 1, bounds });
    expect(await look(png, 'image/png', { by: small })).toEqual({ none: 'too-heavy' });
    small.close();
  }
  expect(told.map(String)).toEqual(Array(2).fill('Error: a picture ended its process (SIGKILL)'));
});

test('[A43] people take turns, one picture at a time, and of one person only so many wait', async () => {
  const png = await drawn(10, 10).png().toBuffer();
  const order: string[] = [];
  const ask = async (owner: string): Promise<void> => {
    await look(png, 'image/png', { owner });
    order.push(owner);
  };
  await Promise.all([...Array.from({ length: 6 }, () => ask('ada')), ask('bob')]);
  expect(order.indexOf('bob')).toBeLessThan(4);
  const many = await Promise.allSettled(Array.from({ length: 230 }, () => ask('eve')));
  expect(many.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(5);
});

test('[A23] every decoder but the few that are needed is off', async () => {
  const picture = drawn(9, 9);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const others = [svg, await picture.clone().tiff().toBuffer()];
  const needed = await Promise.all(
    (['png', 'jpeg', 'gif', 'webp', 'avif'] as const).map((type) => picture.clone().toFormat(type).toBuffer()),
  );
  const formats = (files: Buffer[]): Promise<string[]> =>
    Promise.all(
      files.map((bytes) =>
        sharp(bytes)
          .metadata()
          .then(
            ({ format }) => format,
            () => 'none',
          ),
      ),
    );
  expect(await formats(others)).toEqual(['svg', 'tiff']);
  // From here on in this file.
  prepareLibrary(sharp);
  expect(await formats(others)).toEqual(['none', 'none']);
  expect(await formats(needed)).toEqual(['png', 'jpeg', 'gif', 'webp', 'heif']);
});
