import { compileMessage } from '@lingui/message-utils/compileMessage';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from './locale.ts';
import { createTranslate } from './translate.ts';
import { plural, setTranslate, t } from './words.ts';

beforeEach(() => vi.stubGlobal('navigator', { language: 'en-GB' }));
afterEach(() => {
  setTranslate(null);
  setLanguage('en');
  vi.unstubAllGlobals();
});

const members = (count: number): string =>
  t`${plural(count, { one: '# member', other: '# members' })} of ${'Climbing'}`;

test('English stands in the code, with its two forms and the numbers of the region', () => {
  expect(t`Log out`).toBe('Log out');
  expect(members(1)).toBe('1 member of Climbing');
  expect(members(1_200)).toBe('1,200 members of Climbing');
  expect(t`At most ${8_000}`).toBe('At most 8,000');
});

test('another language has its own order and its own forms', () => {
  speak('pl', {
    '{0, plural, one {# member} other {# members}} of {1}':
      '{1}: {0, plural, one {# osoba} few {# osoby} many {# osób} other {# osoby}}',
  });
  expect([1, 2, 5].map(members)).toEqual(['Climbing: 1 osoba', 'Climbing: 2 osoby', 'Climbing: 5 osób']);
});

test('what a language lacks is said in English', () => {
  speak('pl', {});
  expect(members(5)).toBe('5 members of Climbing');
});

test('braces in what people wrote are no placeholders', () => {
  const name = '{0} <b/>';
  speak('de', { 'Log out {0}': '{0} abmelden' });
  expect(t`Log out ${name}`).toBe('{0} <b/> abmelden');
});

function speak(language: string, translations: Record<string, string>): void {
  const messages = Object.fromEntries(Object.entries(translations).map(([id, text]) => [id, compileMessage(text)]));
  setLanguage(language);
  setTranslate(createTranslate(language, messages));
}
