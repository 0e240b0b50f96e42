import { perLocale } from './locale.ts';
import { plural, t } from './words.ts';

const conjunction = perLocale((locale) => new Intl.ListFormat(locale));
const enumeration = perLocale((locale) => new Intl.ListFormat(locale, { type: 'unit' }));

/** Inside of a sentence: "Ada, Ben and 3 more". */
export function listText(names: readonly string[], more = 0): string {
  return conjunction().format(withMore(names, more));
}

/** By itself: "Ada, Ben, 3 more". */
export function namesText(names: readonly string[], more = 0): string {
  return enumeration().format(withMore(names, more));
}

function withMore(names: readonly string[], more: number): readonly string[] {
  return more > 0 ? [...names, t`${plural(more, { one: '# more', other: '# more' })}`] : names;
}
