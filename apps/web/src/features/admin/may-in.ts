import type { ClientState } from '@confab/client';
import type { AdminPage } from '../../registry/web-feature.ts';

/** Whether somebody with these permissions may open a page of the area, and the server can do what it is for. */
export function mayIn(
  state: ClientState,
  may: readonly string[],
  { needs, isFor }: Pick<AdminPage, 'needs' | 'isFor'>,
) {
  return may.includes(needs) && isFor?.(state) !== false;
}

export function runsPlace({ features }: ClientState): boolean {
  return features.includes('administration');
}
