import { keptTheme, showTheme } from '../lib/theme.ts';

/** Before the first paint, so that the chosen theme never flashes: as this browser showed it last. */
export function showLastTheme(): void {
  showTheme(keptTheme(null) ?? 'system');
}
