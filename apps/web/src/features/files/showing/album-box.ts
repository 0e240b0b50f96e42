/** More width than this beside its height, or less, is cut off: each picture of an album is to be seen. */
const widest = 2.2;
const narrowest = 0.6;
/** How high an album is to be, as a share of its width. */
const usualHeight = 0.95;

type Size = { width: number; height: number };

export function albumRatioOf({ width, height }: Size): number {
  return Math.min(widest, Math.max(narrowest, width / height));
}

/** The width of an album by its height: as if its rows, of which there are so many, were all of one height. Never higher than wide. */
export function albumRatio(sizes: readonly Size[]): number {
  const whole = sizes.reduce((sum, size) => sum + albumRatioOf(size), 0);
  return Math.max(1, whole / Math.round(Math.sqrt(whole * usualHeight)) ** 2);
}
