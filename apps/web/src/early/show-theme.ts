/** Before the first paint, so that the chosen theme never flashes. `lib/theme.ts` writes what is read here. */
export function showTheme(): void {
  try {
    const theme = localStorage.getItem('confab.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  } catch {
    // Storage may be forbidden: the system's theme is used then.
  }
}
