export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Of versions that kept it for the browser and not for a person. */
const olderKey = 'confab.theme';
/** Whose page this was last: known before anybody can be asked. */
const lastPersonKey = 'confab.theme.of';

function keyOf(userId: string): string {
  return `confab.theme.by.${userId}`;
}

export function shownTheme(): Theme {
  const set = document.documentElement.dataset['theme'];
  return set === 'light' || set === 'dark' ? set : 'system';
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Of this person; without one, of whoever was here last. */
export function keptTheme(userId: string | null): Theme | null {
  const person = userId ?? read(lastPersonKey);
  return themeIn(person === null ? null : read(keyOf(person))) ?? themeIn(read(olderKey));
}

export function keepTheme(userId: string, theme: Theme): void {
  try {
    localStorage.setItem(keyOf(userId), theme);
    localStorage.setItem(lastPersonKey, userId);
  } catch {
    // It comes from the server then, a moment later.
  }
}

/** What the version before had kept: it is the first person's who comes. */
export function takeOlderTheme(): Theme | null {
  const theme = themeIn(read(olderKey));
  if (theme !== null) localStorage.removeItem(olderKey);
  return theme;
}

function themeIn(text: string | null): Theme | null {
  return themes.find((theme) => theme === text) ?? null;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be forbidden: the system's theme is used until the server has said.
    return null;
  }
}
