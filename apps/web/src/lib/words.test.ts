import { compileMessage } from '@lingui/message-utils/compileMessage';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from './locale.ts';
import { translateLightly } from './translate-lightly.ts';
import { createTranslate, type Spoken } from './translate.ts';
import { plural, setTranslate, t, type Translate } from './words.ts';

beforeEach(() => vi.stubGlobal('navigator', { language: 'en-GB' }));
afterEach(() => {
  setTranslate(null);
  setLanguage('en');
  vi.unstubAllGlobals();
});

/** Of pages, and of the service worker. */
const ways = [
  ['page', createTranslate],
  ['worker', translateLightly],
] as const;

const members = (count: number): string =>
  t`${plural(count, { one: '# member', other: '# members' })} of ${'Climbing'}`;

test('English stands in the code, with its two forms and the numbers of the region', () => {
  expect(t`Log out`).toBe('Log out');
  expect(members(1)).toBe('1 member of Climbing');
  expect(members(1_200)).toBe('1,200 members of Climbing');
  expect(t`At most ${8_000}`).toBe('At most 8,000');
});

test.each(ways)('another language has its own order and its own forms (%s)', (_of, translate) => {
  speak(translate, 'pl', {
    '{0, plural, one {# member} other {# members}} of {1}':
      '{1}: {0, plural, =0 {nikt} one {# osoba} few {# osoby} many {# osób} other {# osoby}}',
  });
  expect([0, 1, 2, 5].map(members)).toEqual([
    'Climbing: nikt',
    'Climbing: 1 osoba',
    'Climbing: 2 osoby',
    'Climbing: 5 osób',
  ]);
});

test.each(ways)('what a language lacks is said in English (%s)', (_of, translate) => {
  speak(translate, 'pl', {});
  expect(members(5)).toBe('5 members of Climbing');
});

test.each(ways)('braces in what people wrote are no placeholders (%s)', (_of, translate) => {
  const name = '{0} <b/>';
  speak(translate, 'de', { 'Log out {0}': '{0} abmelden' });
  expect(t`Log out ${name}`).toBe('{0} <b/> abmelden');
});

function speak(translate: (spoken: Spoken) => Translate, language: string, translations: Record<string, string>): void {
  const messages = Object.fromEntries(Object.entries(translations).map(([id, text]) => [id, compileMessage(text)]));
  setLanguage(language);
  setTranslate(translate({ tag: language, messages }));
}
