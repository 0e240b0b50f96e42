import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { linkRows, placeText } from './link-rows.ts';

const message = (id: string, createdAt: string, content: string): Message =>
  ({ id, createdAt, content }) as unknown as Message;

test('links stand one under the other under their month, of one message in the order of its text', () => {
  const newestFirst = [
    message('3', '2026-11-20T12:00:00.000Z', 'https://a.example/ and [plan](https://b.example/)'),
    message('2', '2026-11-01T12:00:00.000Z', 'was edited, and has none'),
    message('1', '2026-10-10T12:00:00.000Z', 'www.c.example'),
  ];
  const rows = linkRows(newestFirst).map((row) =>
    row.kind === 'month' ? row.label : (row.link.words ?? row.link.href),
  );
  expect(rows).toEqual(['November 2026', 'https://a.example/', 'plan', 'October 2026', 'https://www.c.example/']);
});

test('[A19] [A46] an address is shown as people say it, and nothing in it turns it around', () => {
  expect(placeText('https://a.example/')).toBe('a.example');
  expect(placeText('https://a.example/%C3%A9t%C3%A9?q=1#x')).toBe('a.example/été?q=1#x');
  expect(placeText('https://a.example/%E2%80%AEcod')).toBe('a.example/%E2%80%AEcod');
  expect(placeText('https://a.example/%zz')).toBe('a.example/%zz');
  // Names with letters like others stay in their code.
  expect(placeText('https://xn--80ak6aa92e.example/')).toBe('xn--80ak6aa92e.example');
});
