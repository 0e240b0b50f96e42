import type { Crop, Drawing } from '../pictures/picture-job.ts';

/** As faces are drawn, the large one first. */
export function squaresOf(crop: Crop | 'middle'): Omit<Drawing, 'to'>[] {
  return [384, 96].map((width) => ({ width, height: width, crop }));
}
