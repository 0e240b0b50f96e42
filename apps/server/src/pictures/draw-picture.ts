import { stat } from 'node:fs/promises';
import type SharpLibrary from 'sharp';
import type { Sharp, SharpOptions } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import {
  type Crop,
  type Drawing,
  pictureBytesMax,
  type PictureFacts,
  type PictureJob,
  type PictureResult,
  pixelsMax,
  sideMax,
} from './picture-job.ts';

type Library = typeof SharpLibrary;

/** The only code that reads bytes from strangers: decoders that are fuzzed all day. Every other one of libvips stays off. */
const loaders = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif'].map((name) => `VipsForeignLoad${name}`);
const formats: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'heif',
};
const quality = { quality: 78, effort: 3 };
const thumbhashSide = 100;

/** One picture at a time, on one core, and nothing is kept between two. */
export function prepareLibrary(sharp: Library): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: loaders });
}

export async function drawPicture(
  sharp: Library,
  { from, type, drawings }: Omit<PictureJob, 'bounds'>,
): Promise<PictureResult> {
  if ((await stat(from)).size > pictureBytesMax) return { none: 'too-large' };
  const options: SharpOptions = { limitInputPixels: pixelsMax, failOn: 'error', sequentialRead: true };
  const open = (): Sharp => sharp(from, options);
  try {
    const { format, width, height, pages = 1, orientation = 1 } = await open().metadata();
    if (format !== formats[type]) return { none: 'no-picture' };
    const [shownWidth, shownHeight] = orientation >= 5 ? [height, width] : [width, height];
    if (Math.max(width, height) > sideMax || width * height > pixelsMax) return { none: 'too-large' };
    const shown = { width: shownWidth, height: shownHeight, isAnimated: pages > 1 };
    return await drawAll(sharp, { open, shown, drawings });
  } catch (error) {
    return { none: reasonOf(error) };
  }
}

interface Drawn {
  open: () => Sharp;
  shown: Omit<PictureFacts, 'thumbhash'>;
  drawings: readonly Drawing[];
}

/** Of no more the pixels are kept between two steps. */
const keptWidthMax = 640;

async function drawAll(sharp: Library, { open, shown, drawings }: Drawn): Promise<PictureResult> {
  const bytes: number[] = [];
  let thumbhash = '';
  for (const drawing of drawings) {
    const pixels = pixelsOf(open(), shown, drawing);
    if (drawing.width > keptWidthMax) {
      bytes.push((await pixels.webp(quality).toFile(drawing.to)).size);
      continue;
    }
    const { data, info } = await pixels.raw().toBuffer({ resolveWithObject: true });
    const raw = { raw: { width: info.width, height: info.height, channels: 4 as const } };
    const { size } = await sharp(data, raw).webp(quality).toFile(drawing.to);
    bytes.push(size);
    if (thumbhash === '') thumbhash = await hashOf(sharp(data, raw));
  }
  return { facts: { ...shown, thumbhash }, bytes };
}

/** Turned as it is shown, in sRGB, four bytes a pixel: read once, however often they are used. */
function pixelsOf(picture: Sharp, shown: Drawn['shown'], { width, height, crop }: Drawing): Sharp {
  const turned = picture.autoOrient();
  const sized = crop
    ? // It lies over initials, which are not to shine through it.
      turned.extract(squareOf(crop, shown)).resize(width, width, { fit: 'fill' }).flatten({ background: '#fff' })
    : turned.resize(width, height, { fit: 'inside', withoutEnlargement: true });
  return sized.toColourspace('srgb').ensureAlpha();
}

/** In whole pixels, all of them inside. */
function squareOf(crop: Crop | 'middle', { width, height }: Drawn['shown']) {
  const shorter = Math.min(width, height);
  if (crop === 'middle') {
    return {
      left: Math.floor((width - shorter) / 2),
      top: Math.floor((height - shorter) / 2),
      width: shorter,
      height: shorter,
    };
  }
  const { x, y, size } = crop;
  const side = Math.max(1, Math.round(size * shorter));
  const left = Math.min(Math.round(x * width), width - side);
  const top = Math.min(Math.round(y * height), height - side);
  return { left, top, width: side, height: side };
}

async function hashOf(picture: Sharp): Promise<string> {
  const small = picture.resize(thumbhashSide, thumbhashSide, { fit: 'inside', withoutEnlargement: true });
  const { data, info } = await small.raw().toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64url');
}

function reasonOf(error: unknown): 'no-picture' | 'too-large' {
  return error instanceof Error && /pixel limit|dimensions/i.test(error.message) ? 'too-large' : 'no-picture';
}
