import { expect, test } from 'vitest';
import { readCookie } from './read-cookie.ts';

const name = '__Host-confab-session';

test.each([
  ['the only one', `${name}=a`, 'a'],
  ['among others', `theme=dark; ${name}=a;x=y`, 'a'],
  ['in quotes', `${name}="a"`, 'a'],
  ['twice the same', `${name}=a; ${name}="a"`, 'a'],
  ['an equals sign in the value', `${name}=a=b`, 'a=b'],
  ['empty', `${name}=`, ''],
])('a cookie is read: %s', (_case, header, value) => {
  expect(readCookie(header, name)).toBe(value);
});

test.each([
  ['two values', `${name}=a; ${name}=b`],
  ['an empty one beside it', `${name}=; ${name}=b`],
])('[A45] which of several is meant is not guessed: %s', (_case, header) => {
  expect(readCookie(header, name)).toBeNull();
});

test.each([
  ['in other case', '__host-confab-session=a'],
  ['behind a no-break space, which a browser lets anybody set', `\xA0${name}=a`],
  ['behind other white space', `\v${name}=a; \f${name}=b; \r${name}=c; \uFEFF${name}=d`],
  ['without a name', `=${name}=a`],
  ['without a value', name],
  ['as part of a name', `x${name}=a; ${name}x=b`],
  ['inside a quoted value', `x="y, ${name}=a"`],
])('[A45] no other name passes for it: %s', (_case, header) => {
  expect(readCookie(header, name)).toBeUndefined();
});

test('a header of nothing but spaces is read in linear time', () => {
  const started = performance.now();
  readCookie(`${name}=${' '.repeat(15_000)}a${' '.repeat(15_000)}b`, name);
  expect(performance.now() - started).toBeLessThan(100);
});
