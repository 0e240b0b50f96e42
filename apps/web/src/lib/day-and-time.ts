import { perLocale } from './locale.ts';

const medium = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));

/** In a line among other words: 22 Nov 2026, 14:32 */
export function dayAndTime(iso: string): string {
  return medium().format(new Date(iso));
}
