import { expect, test } from 'vitest';
import { withSilence } from './with-silence.ts';

const known = { features: ['silent'] };
const parts = { reply: { seq: 3 } };

test('a text that begins with @silent is sent silently without it, where the server knows what that is', () => {
  expect(withSilence({ content: ' @silent\nlater is fine\n@silent', parts }, known)).toEqual({
    content: 'later is fine\n@silent',
    parts: { ...parts, silent: true },
  });
  for (const content of ['@silent', '@silent  ', '@silently now', 'see @silent here']) {
    expect(withSilence({ content, parts }, known)).toEqual({ content, parts });
  }
  expect(withSilence({ content: '@silent hello' }, { features: [] })).toEqual({ content: '@silent hello' });
});
