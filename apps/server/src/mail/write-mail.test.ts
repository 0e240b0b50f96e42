import * as fc from 'fast-check';
import type { FileSummary } from '@confab/protocol/file-summary';
import { expect, test } from 'vitest';
import { excerptOf, writeMail } from './write-mail.ts';

const written = (name: string, text: string) =>
  writeMail({
    subject: `${name} wrote to you`,
    heading: 'You missed a message',
    sections: [{ title: name, url: 'https://chat.example.org/chats/a', lines: [{ who: name, when: '9:00', text }] }],
    closing: [],
    button: { label: 'Open Confab', url: 'https://chat.example.org/?a=1&b=2' },
  });

test('[A54] what people wrote is text in a mail, whatever it looks like', () => {
  const evil = `<script>alert(1)</script> <img src=x onerror="a"> &amp; '"`;
  const { html, subject, text } = written(`Eve\r\nBcc: all@example.org${evil}`, evil);
  expect(html).not.toMatch(/<script|<img|onerror="/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('href="https://chat.example.org/?a=1&amp;b=2"');
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).toContain(evil);
  expect(text).not.toMatch(/^Bcc:/m);
});

const anyText = fc.string({
  unit: fc.constantFrom('<', '>', '&', '"', "'", '/', '=', '\r', '\n', '\0', '\u2028', 'a', ' '),
});

test('[A54] no text brings along more tags than a plain one has', () => {
  const tags = (html: string): number => html.match(/</g)?.length ?? 0;
  const plain = tags(written('a', 'b').html);
  fc.assert(
    fc.property(anyText, anyText, (name, text) => {
      const { html, subject } = written(name, text);
      expect(tags(html)).toBe(plain);
      expect(subject).not.toMatch(/[\r\n\0]/);
    }),
  );
});

test('a message says in a mail what it says without marks, and a long one begins', () => {
  expect(excerptOf({ content: '**Hello** [you](https://example.org)' })).toBe('Hello you');
  expect(excerptOf({ content: 'long '.repeat(500) }).length).toBeLessThan(500);
});

test('a message of files alone is told of by what they are', () => {
  const words = (files: FileSummary): string => excerptOf({ content: '', files });
  expect(words({ sort: 'picture', count: 1 })).toBe('A picture');
  expect(words({ sort: 'file', count: 1, name: 'plan.pdf' })).toBe('plan.pdf');
  expect(words({ sort: 'voice', count: 3 })).toBe('3 voice messages');
  expect(excerptOf({ content: 'look', files: { sort: 'picture', count: 1 } })).toBe('look');
});
