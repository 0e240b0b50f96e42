import { expect, test } from 'vitest';
import { exactTime } from './dates.ts';
import { addErrorWords, refusalText } from './failure-text.ts';
import { untilWords } from './until-words.ts';

test.each(['from-tomorrow', 'constructor', 'toString', '__proto__'])(
  '[D25] a code that is not known here says what the server wrote: %s',
  (code) => {
    // From a newer server, or from what a browser kept.
    expect(refusalText({ code, detail: 'Not today.' })).toBe('Not today.');
  },
);

test('until when somebody is muted or banned is said in the time of whoever reads it', () => {
  addErrorWords(untilWords);
  const detail = 'You may read and not write until 2026-11-27 10:30 UTC: Be kind';
  const said = refusalText({ code: 'muted', detail });
  expect(said).toBe(`You may read and not write until ${exactTime('2026-11-27T10:30Z')}: Be kind.`);
  expect(said).not.toContain('UTC');
});
