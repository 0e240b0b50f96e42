import { limits } from '@confab/protocol/limits';
import { isGif, readGif } from './gif.ts';
import type { Read } from './part-of.ts';
import { isPng, readPng } from './png.ts';
import { isWebp, readWebp } from './webp.ts';

export interface Picture {
  /** By what its bytes are, whatever whoever brought it says. */
  type: 'image/png' | 'image/gif' | 'image/webp';
  /** Its pixels and nothing else: no place, no camera, no words, nothing behind its end (A23). */
  bytes: Buffer;
}

const kinds = [
  { type: 'image/png', is: isPng, read: readPng },
  { type: 'image/gif', is: isGif, read: readGif },
  { type: 'image/webp', is: isWebp, read: readWebp },
] as const;

/** Answers in words why it can't be kept. No pixel is looked at: how many there are is bounded, and what they show is up to browsers. */
export function readPicture(file: Buffer): Picture | string {
  const { emojiImageBytesMax: bytesMax, emojiImageSideMax: sideMax } = limits;
  if (file.length > bytesMax) return `a picture of at most ${bytesMax / 1_024} KiB`;
  const kind = kinds.find(({ is }) => is(file));
  const picture = kind && readWhole(file, kind.read);
  if (!kind || !picture) return 'a whole PNG, GIF or WebP picture';
  const { bytes, width, height } = picture;
  if (width < 1 || height < 1 || width > sideMax || height > sideMax) return `at most ${sideMax} by ${sideMax} pixels`;
  return { type: kind.type, bytes };
}

function readWhole(file: Buffer, read: (file: Buffer) => Read | null): Read | null {
  try {
    return read(file);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
