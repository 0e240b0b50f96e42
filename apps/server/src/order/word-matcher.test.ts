import { noWordRules, type WordRules } from '@confab/protocol';
import { expect, test } from 'vitest';
import { hasLink, WordMatcher } from './word-matcher.ts';

const list = (words: string[], sites: string[] = []) => ({ words, sites });
const matcher = (rules: Partial<WordRules>) => new WordMatcher({ ...noWordRules, ...rules });

test.each([
  ['a darn thing', 'darn'],
  ['DARN!', 'darn'],
  ['ｄａｒｎ', 'darn'],
  ['da**rn** it', 'darn'],
  ['||darn||', 'darn'],
  ['d\u200ba\u00adrn', 'darn'],
  ['`darn`', 'darn'],
  ['[look](https://example.org/darn)', 'darn'],
  ['это запрещено тут', 'запрещено'],
  ['我们不说坏话的', '坏话'],
])('%s holds a word that is not to be said', (content, word) => {
  expect(matcher({ block: list(['darn', 'запрещено', '坏话']) }).match(content)).toEqual({ does: 'block', word });
});

test.each(['darning', 'a quiet day', '', 'd arn'])('%j does not', (content) => {
  expect(matcher({ block: list(['darn']) }).match(content)).toBeNull();
});

test.each([
  'https://bad.example/x',
  'see www.bad.example',
  'bad.example',
  '[this](HTTPS://Shop.BAD.example:443/?q)',
  'https://me@bad.example./',
  'https://bad%2eexample/',
  'https://ｂａｄ.example',
  'https://bad。example',
])('%s leads to a site that has a rule', (content) => {
  expect(matcher({ flag: list([], ['bad.example']) }).match(content)).toEqual({ does: 'flag', word: 'bad.example' });
});

test.each(['https://notbad.example', 'https://bad.example.org', 'bad example', '...'])('%s does not', (content) => {
  expect(matcher({ flag: list([], ['bad.example']) }).match(content)).toBeNull();
});

test('a site with letters of any script is found as browsers ask for it', () => {
  const rules = matcher({ hold: list([], ['bücher.example']) });
  expect(rules.match('https://xn--bcher-kva.example')?.does).toBe('hold');
  expect(rules.match('bücher.example')?.does).toBe('hold');
});

test('the strictest rule is the one that holds', () => {
  const rules = matcher({ flag: list(['darn']), hold: list(['heck']), block: list(['blast']) });
  expect(rules.match('darn, heck')?.does).toBe('hold');
  expect(rules.match('darn, heck, blast')?.does).toBe('block');
});

test('[A28] a text as long as may be is looked through in a moment, whatever it says', () => {
  const rules = matcher({ block: list(Array.from({ length: 300 }, (_, n) => `a${'a'.repeat(50)}${n}`)) });
  const startedAt = performance.now();
  for (const content of ['a'.repeat(8_000), 'a.'.repeat(4_000), '%2e'.repeat(2_666), '\ufdfa'.repeat(8_000)]) {
    expect(rules.match(content)).toBeNull();
  }
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('a link is what leads somewhere', () => {
  expect(['https://example.org', 'www.example.org', '(www.x.org)'].every(hasLink)).toBe(true);
  expect(['three.dots', 'a: // b', 'wwww.'].some(hasLink)).toBe(false);
});
