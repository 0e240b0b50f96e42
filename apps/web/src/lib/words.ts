import { perLocale } from './locale.ts';

/** What a count makes of the words around it; `#` is the count. English has two forms, other languages up to six. */
export type PluralForms = { one: string; other: string };
type Plural = { count: number; forms: PluralForms };

export type Value = string | number | Plural;
/** Answers null where a language lacks these words. `values` are named "0", "1", … as in the message. */
export type Translate = (message: string, values: Record<string, string | number>) => string | null;

const numbers = perLocale((locale) => new Intl.NumberFormat(locale));
const pluralRules = perLocale((locale) => new Intl.PluralRules(locale));
let translate: Translate | null = null;

/** Null for English, which stands in the code. */
export function setTranslate(next: Translate | null): void {
  translate = next;
}

/**
 * Words on the page: t`Log out ${name}`. Their English is their name in the catalogue, which `npm run words` collects
 * (locales/en.po). Whole sentences, with values inside; not at the top of a module, which runs before the language is there.
 */
export function t(strings: TemplateStringsArray, ...values: readonly Value[]): string {
  const translated = translate?.(messageOf(strings, values), valuesOf(values));
  return translated ?? inEnglish(strings, values);
}

/** Inside of t: t`${plural(count, { one: '# member', other: '# members' })}`. */
export function plural(count: number, forms: PluralForms): Plural {
  return { count, forms };
}

function inEnglish(strings: readonly string[], values: readonly Value[]): string {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += shown(value) + (strings[index + 1] ?? '');
  return text;
}

function shown(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numbers().format(value);
  const { count, forms } = value;
  const form = pluralRules().select(count) === 'one' ? forms.one : forms.other;
  return form.replaceAll('#', numbers().format(count));
}

/** In ICU's syntax, as tools/words reads it from the source. */
function messageOf(strings: readonly string[], values: readonly Value[]): string {
  let message = strings[0] ?? '';
  for (const [index, value] of values.entries()) message += placeholder(index, value) + (strings[index + 1] ?? '');
  return message;
}

function placeholder(index: number, value: Value): string {
  if (typeof value !== 'object') return `{${index}}`;
  return `{${index}, plural, one {${value.forms.one}} other {${value.forms.other}}}`;
}

function valuesOf(values: readonly Value[]): Record<string, string | number> {
  return Object.fromEntries(
    values.map((value, index) => [index, typeof value === 'object' ? value.count : shown(value)] as const),
  );
}
