import { expect, test } from 'vitest';
import { refusalText } from './failure-text.ts';

test.each(['from-tomorrow', 'constructor', 'toString', '__proto__'])(
  '[D25] a code that is not known here says what the server wrote: %s',
  (code) => {
    // From a newer server, or from what a browser kept.
    expect(refusalText({ code, detail: 'Not today.' })).toBe('Not today.');
  },
);
