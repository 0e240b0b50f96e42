import type { Feature } from '../feature.ts';

/** A message may be sent silently: its part is all there is to it, and whoever notifies people looks at that. */
export function silent(): Feature {
  return { name: 'silent', offers: ['silent'] };
}
