import type { Feature } from '../feature.ts';

/** A message may name one that it replies to: its rule is all there is to it. */
export function replies(): Feature {
  return { name: 'replies', offers: ['replies'] };
}
