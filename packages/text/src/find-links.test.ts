import { expect, test } from 'vitest';
import { findLinks } from './find-links.ts';

test('what is shown as a link is found once, with what it is called', () => {
  const text =
    'see https://a.example/x, [**the** plan](https://b.example/plan) and www.c.example (again https://a.example/x)\n' +
    '> - https://d.example/';
  expect(findLinks(text)).toEqual([
    { href: 'https://a.example/x', words: null },
    { href: 'https://b.example/plan', words: 'the plan' },
    { href: 'https://www.c.example/', words: null },
    { href: 'https://d.example/', words: null },
  ]);
});

test.each([
  'no address',
  '`https://a.example`',
  '```\nhttps://a.example\n```',
  '||https://a.example||',
  'https://',
  'www.',
])('none in %j', (text) => expect(findLinks(text)).toEqual([]));

test('[A17] none that runs code, and none without end', () => {
  expect(findLinks('[a](javascript:alert) https://user@bank.example')).toEqual([]);
  const many = Array.from({ length: 80 }, (_, index) => `https://a.example/${index}`).join(' ');
  expect(findLinks(many)).toHaveLength(50);
});
