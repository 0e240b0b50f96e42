import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { findInFilm } from './film.ts';
import { findInGif } from './gif.ts';
import { findInHeif } from './heif.ts';
import { findInJpeg } from './jpeg.ts';
import { findInPng } from './png.ts';
import { BrokenFile, type Cut, FileSource, type Source } from './source.ts';
import { findInWebp } from './webp.ts';

const finders: Readonly<Record<string, (source: Source) => Promise<Cut[]>>> = {
  'image/jpeg': findInJpeg,
  'image/png': findInPng,
  'image/gif': findInGif,
  'image/webp': findInWebp,
  'image/avif': findInHeif,
  'image/heic': findInHeif,
  'video/mp4': findInFilm,
  'video/quicktime': findInFilm,
  'audio/mp4': findInFilm,
};

/**
 * `clean`: nothing was to be taken out. `written-over`: it was done in place. `copied`: what is kept lies at `to`. `broken`: it is none of its
 * kind, and as it was.
 */
export type Stripped = 'clean' | 'written-over' | 'copied' | 'broken';

/**
 * Takes out of a picture or film where, when and with what it was made, comments, and what follows its end. Pixels, colours, sound and how a
 * picture is turned stay as they are, to the bit. What keeps its length is written over in place; else a copy is made at `to`. Of a file as large as
 * you like a buffer is in memory at a time. Other types are `clean`.
 */
export async function stripFile(path: string, type: string, to: string): Promise<Stripped> {
  const find = finders[type];
  if (!find) return 'clean';
  const found = await findCuts(path, find);
  if (found === null) return 'broken';
  const { cuts, size } = found;
  if (cuts.length === 0) return 'clean';
  if (cuts.every(({ start, end, bytes }) => bytes?.length === end - start)) {
    await writeOver(path, cuts);
    return 'written-over';
  }
  await pipeline(keptParts(path, cuts, size), createWriteStream(to, { mode: 0o600 }));
  return 'copied';
}

async function findCuts(
  path: string,
  find: (source: Source) => Promise<Cut[]>,
): Promise<{ cuts: Cut[]; size: number } | null> {
  await using source = await FileSource.open(path);
  try {
    const cuts = await find(source);
    return isInOrder(cuts) ? { cuts, size: source.size } : null;
  } catch (error) {
    if (error instanceof BrokenFile || error instanceof RangeError) return null;
    throw error;
  }
}

/** Two items of a hostile file may lie on each other. */
function isInOrder(cuts: readonly Cut[]): boolean {
  return cuts.every(({ start, end }, at) => start <= end && start >= (cuts[at - 1]?.end ?? 0));
}

async function writeOver(path: string, cuts: readonly Cut[]): Promise<void> {
  await using handle = await open(path, 'r+');
  for (const { start, bytes } of cuts) if (bytes) await handle.write(bytes, 0, bytes.length, start);
}

const pieceBytes = 256 * 1_024;

async function* keptParts(path: string, cuts: readonly Cut[], size: number): AsyncGenerator<Buffer> {
  await using handle = await open(path, 'r');
  let at = 0;
  for (const { start, end, bytes } of [...cuts, { start: size, end: size, bytes: undefined }]) {
    while (at < start) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, start - at));
      const { bytesRead } = await handle.read(piece, 0, piece.length, at);
      if (bytesRead === 0) throw new Error('The file became shorter while it was copied.');
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
    if (bytes) yield bytes;
    at = end;
  }
}
