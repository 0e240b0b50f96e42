import { expect, test } from 'vitest';
import { cleanName, disposition } from './clean-name.ts';

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\boots.png', 'boots.png'],
  ['..', 'file'],
  ['', 'file'],
  ['a\r\nset-cookie: x', 'aset-cookie: x'],
  ['gpj\u202Eexe.png', 'gpjexe.png'],
  ['  Grüße 🥾.pdf ', 'Grüße 🥾.pdf'],
  [`${'a'.repeat(500)}.jpeg`, `${'a'.repeat(195)}.jpeg`],
])('[A19] [A22] %j is called %j', (given, name) => {
  expect(cleanName(given)).toBe(name);
});

test('[A22] a name writes no header', () => {
  expect(disposition('attachment', 'a"; x="\\ü(1)')).toBe(
    `attachment; filename="a__ x____ü(1)"`.replace('a__ x____ü(1)', 'a__ x_____1_') +
      `; filename*=UTF-8''a%22%3B%20x%3D%22%5C%C3%BC%281%29`,
  );
});
