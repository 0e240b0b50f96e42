import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Arriving, receivePart, TooManyBytesError } from './receive-part.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-part-'));
  path = join(folder, 'upload');
});
afterAll(() => rm(folder, { recursive: true }));

const content = Buffer.from(Array.from({ length: 1_500_000 }, (_, place) => (place * 31) % 253));
const chunkBytes = [1, 700, 65_536, 600_000, 3, 300_000];

/** In pieces of changing sizes, as a network brings them; broken off after so many bytes. */
function* piecesOf(until: number): Generator<Buffer> {
  for (let at = 0, turn = 0; at < until; turn += 1) {
    const next = Math.min(until, at + (chunkBytes[turn % chunkBytes.length] ?? 1));
    yield Buffer.from(content.subarray(at, next));
    at = next;
  }
}

function brokenOffAfter(bytes: number): Readable {
  return Readable.from(
    (function* () {
      yield* piecesOf(bytes);
      throw new Error('The connection is gone.');
    })(),
    { objectMode: false },
  );
}

async function withFile<Result>(work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  const handle = await open(path, 'w+');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

const begun = (): Arriving => ({ hash: createHash('sha256'), offset: 0 });
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('[A24] [A35] cut at any chunk, all that arrived is written, and gone on with it has the hash of all', async () => {
  const cuts = [0, 1, 2, 701, 65_536, 66_237, 524_288, 666_237, 666_240, 1_048_576, 1_499_999, 1_500_000];
  for (const cut of cuts) {
    const arriving = begun();
    await withFile(async (handle) => {
      const place = { handle, size: content.length, arriving };
      await expect(receivePart(brokenOffAfter(cut), { ...place, offset: 0 })).rejects.toThrow('is gone');
      expect([cut, arriving.offset, (await readFile(path)).equals(content.subarray(0, cut))]).toEqual([cut, cut, true]);
      // What is written is given up by whoever brought it.
      const rest = Readable.from([Buffer.from(content.subarray(cut))], { objectMode: false });
      expect(await receivePart(rest, { ...place, offset: cut })).toBe(content.length);
    });
    expect([cut, arriving.hash.digest('hex')]).toEqual([cut, hashOf(content)]);
    expect((await readFile(path)).equals(content)).toBe(true);
  }
});

test('[A23] no byte is written behind the length that was announced', async () => {
  await withFile(async (handle) => {
    const source = Readable.from(piecesOf(content.length), { objectMode: false });
    const place = { handle, offset: 0, size: 1_000_000, arriving: begun() };
    await expect(receivePart(source, place)).rejects.toBeInstanceOf(TooManyBytesError);
  });
  expect((await readFile(path)).length).toBeLessThanOrEqual(1_000_000);
});

test('[A32] on a disk that becomes full, what fitted is there, and its hash is that of what is there', async () => {
  const arriving = begun();
  await withFile(async (handle) => {
    let room = 700_000;
    const full = {
      async writev(buffers: Buffer[], position: number) {
        const fitting = Buffer.concat(buffers).subarray(0, room);
        if (fitting.length === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        room -= fitting.length;
        return await handle.writev([fitting], position);
      },
    };
    const source = Readable.from(piecesOf(content.length), { objectMode: false });
    const place = { handle: full as unknown as FileHandle, offset: 0, size: content.length, arriving };
    await expect(receivePart(source, place)).rejects.toMatchObject({ code: 'ENOSPC' });
  });
  const written = await readFile(path);
  expect(written.equals(content.subarray(0, 700_000))).toBe(true);
  // The hash may be behind: then it is not gone on with, and the file is read.
  expect(arriving.hash.digest('hex')).toBe(hashOf(written.subarray(0, arriving.offset)));
});

/** Nothing here waits for a disk or a timer: whoever takes more has done so by then. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await setImmediate();
}

test('[A32] what came while a write failed is not written behind the gap: the length of the file says what is there', async () => {
  await withFile(async (handle) => {
    const source = new PassThrough();
    let failed = 0;
    const failing = {
      async writev(buffers: Buffer[], position: number) {
        failed += 1;
        if (failed > 1) return await handle.writev(buffers, position);
        source.end(Buffer.alloc(1_000));
        await once(source, 'end');
        throw Object.assign(new Error('an error of the disk'), { code: 'EIO' });
      },
    };
    const place = { handle: failing as unknown as FileHandle, offset: 0, size: content.length, arriving: begun() };
    const received = receivePart(source, place);
    source.write(Buffer.alloc(300_000));
    await expect(received).rejects.toMatchObject({ code: 'EIO' });
  });
  expect((await readFile(path)).length).toBe(0);
});

test('[A25] a slow disk holds up whoever sends: memory is that of two batches', async () => {
  const source = new PassThrough({ highWaterMark: 65_536 });
  const released = Promise.withResolvers<void>();
  await withFile(async (handle) => {
    const slow = {
      async writev(buffers: Buffer[], position: number) {
        await released.promise;
        return await handle.writev(buffers, position);
      },
    };
    const place = { handle: slow as unknown as FileHandle, offset: 0, size: 8_000_000, arriving: null };
    const received = receivePart(source, place);
    let taken = 0;
    const pieceBytes = 65_536;
    while (taken < 8_000_000 - pieceBytes) {
      if (!source.write(Buffer.alloc(pieceBytes))) {
        const isTaken = await Promise.race([
          new Promise<boolean>((resolve) => source.once('drain', () => resolve(true))),
          manyTurns().then(() => false),
        ]);
        if (!isTaken) break;
      }
      taken += pieceBytes;
    }
    expect(taken).toBeLessThan(1_200_000);
    released.resolve();
    source.end();
    await received;
  });
});

test('[A25] the memory of what was written is given back at once, not when the collector comes by', async () => {
  const pieces = Array.from({ length: 8 }, () => Buffer.alloc(100_000, 'x'));
  await withFile(async (handle) => {
    const source = Readable.from(pieces, { objectMode: false });
    await receivePart(source, { handle, offset: 0, size: 800_000, arriving: begun() });
  });
  expect(pieces.map(({ length }) => length)).toEqual(Array.from({ length: 8 }, () => 0));
  expect(await readFile(path, 'latin1')).toBe('x'.repeat(800_000));
});
