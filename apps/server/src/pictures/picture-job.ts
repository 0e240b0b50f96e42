/** A square of a picture as it is shown, in fractions of its sides: `size` of the shorter one. */
export interface Crop {
  x: number;
  y: number;
  size: number;
}

/** What is made of a picture, as WebP, and where it is written. It fits into `width` by `height`, and is never larger than the picture. */
export interface Drawing {
  to: string;
  width: number;
  height: number;
  /** Then it is a square of exactly `width`: `middle` is the largest in the middle. */
  crop?: Crop | 'middle';
}

export interface PictureJob {
  /** Where the picture lies, and what its first bytes say that it is. */
  from: string;
  type: string;
  drawings: readonly Drawing[];
  bounds: PictureBounds;
}

/** A process that goes beyond them with a picture ends: the memory that it has, in bytes, and what it took of a core. */
export interface PictureBounds {
  memoryMax: number;
  cpuMsMax: number;
}

/** What is known of a picture. */
export interface PictureFacts {
  /** In pixels, as it is shown. */
  width: number;
  height: number;
  isAnimated: boolean;
  /** As base64url. Empty where nothing small was drawn. */
  thumbhash: string;
}

/**
 * Why there is none: it can't be read as a picture of its type; it has too many pixels or bytes; it took too long or too much memory; or this
 * machine has no library that reads pictures.
 */
export type NoPicture = 'no-picture' | 'too-large' | 'too-heavy' | 'unavailable';

export type PictureResult = { facts: PictureFacts; bytes: readonly number[] } | { none: NoPicture };

/** Types that are looked at and drawn. SVG is none: it is a program, and never runs here (A17). */
export const pictureTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

export const pixelsMax = 50_000_000;
export const pictureBytesMax = 128 * 1_024 * 1_024;
export const sideMax = 65_535;
