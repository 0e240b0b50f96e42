import type { Feature } from '../feature.ts';

/** A message may say where it was forwarded from: its rule is all there is to it. */
export function forwarding(): Feature {
  return { name: 'forwarding', offers: ['forwarding'] };
}
