import { expect, test } from 'vitest';
import { continueLine } from './continue-line.ts';
import type { Edit, Selected } from './edit.ts';
import { indentLines } from './indent-lines.ts';
import { isInCode, isInFence } from '../../../lib/is-in-fence.ts';
import { linkSelection, toggleLink } from './make-link.ts';
import { toggleCodeBlock } from './toggle-code-block.ts';
import { toggleLines } from './toggle-lines.ts';
import { toggleMark, type Mark } from './toggle-mark.ts';

/** "‹" and "›" stand around what is selected, "¦" where the caret is. */
function read(marked: string): Selected {
  const start = marked.search(/[‹¦]/u);
  const end = marked.includes('¦') ? start : marked.indexOf('›') - 1;
  return { text: marked.replaceAll(/[‹›¦]/gu, ''), start, end };
}

function edited(marked: string, change: (selected: Selected) => Edit | null): string | null {
  const selected = read(marked);
  const edit = change(selected);
  if (edit === null) return null;
  const text = selected.text.slice(0, edit.from) + edit.insert + selected.text.slice(edit.to);
  const { start, end } = edit;
  if (start === end) return `${text.slice(0, start)}¦${text.slice(start)}`;
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

test.each<[Mark, string, string]>([
  ['**', 'a ‹word› here', 'a **‹word›** here'],
  ['**', 'a **‹word›** here', 'a ‹word› here'],
  ['**', 'a ‹**word**› here', 'a ‹word› here'],
  ['**', '‹ word ›', ' **‹word›** '],
  ['**', '‹**one** and **two**›', '**‹one and two›**'],
  ['**', '‹one\n\ntwo›', '**‹one**\n\n**two›**'],
  ['**', '**‹one**\n\n**two›**', '‹one\n\ntwo›'],
  ['**', '‹- one\n- [ ] two\n> 3. three›', '- **‹one**\n- [ ] **two**\n> 3. **three›**'],
  ['**', '*‹word›*', '***‹word›***'],
  ['*', '**‹word›**', '***‹word›***'],
  ['*', '***‹word›***', '**‹word›**'],
  ['**', '***‹word›***', '*‹word›*'],
  ['~~', '**‹word›**', '~~**‹word›**~~'],
  ['**', '~~**‹word›**~~', '~~‹word›~~'],
  ['`', '‹x = 1›', '`‹x = 1›`'],
  ['`', '`‹x = 1›`', '‹x = 1›'],
  ['**', 'so ¦', 'so **¦**'],
  ['**', 'so **¦**', 'so ¦'],
  ['**', 'so **bold¦**', 'so **bold**¦'],
  ['*', 'so **bold¦**', 'so **bold*¦***'],
  ['**', 'wo¦rd', '**wo¦rd**'],
  ['**', '**wo¦rd**', 'wo¦rd'],
  ['**', '日本‹語›', '日本**‹語›**'],
])('%s: %j becomes %j', (mark, before, after) => {
  expect(edited(before, (selected) => toggleMark(selected, mark))).toBe(after);
});

test.each([
  ['quote', 'on¦e', '> on¦e'],
  ['quote', '‹one\ntwo›', '‹> one\n> two›'],
  ['quote', '> on¦e', 'on¦e'],
  ['bullet', '‹one\n\ntwo›', '‹- one\n\n- two›'],
  ['number', '‹- one\n- two›', '‹1. one\n2. two›'],
  ['task', '1. on¦e', '- [ ] on¦e'],
  ['bullet', '- [ ] on¦e', '- on¦e'],
  ['task', '- [x] on¦e', 'on¦e'],
  ['bullet', '¦', '- ¦'],
  ['bullet', '  on¦e', '  - on¦e'],
  ['bullet', '‹one\n›two', '‹- one›\ntwo'],
] as const)('%s: %j becomes %j', (kind, before, after) => {
  expect(edited(before, (selected) => toggleLines(selected, kind))).toBe(after);
});

test.each([
  ['- one¦', '- one\n- ¦'],
  ['* one¦', '* one\n* ¦'],
  ['- on¦e', '- on\n- ¦e'],
  ['9. one¦', '9. one\n10. ¦'],
  ['1) one¦', '1) one\n2) ¦'],
  ['- [x] one¦', '- [x] one\n- [ ] ¦'],
  ['> said¦', '> said\n> ¦'],
  ['> - said¦', '> - said\n> - ¦'],
  ['- one\n- ¦', '- one\n¦'],
  ['- one\n  - ¦', '- one\n- ¦'],
  ['> said\n> ¦', '> said\n¦'],
  ['> - ¦', '> ¦'],
  ['- [ ] ¦', '¦'],
  ['```\n  if¦', '```\n  if\n  ¦'],
  ['plain¦', null],
  ['¦- one', null],
  ['-5 degrees¦', null],
  ['2026. A year¦', '2026. A year\n2027. ¦'],
  ['**bold**¦', null],
  ['```\n- if¦', null],
])('after %j comes %j', (before, after) => {
  expect(edited(before, continueLine)).toBe(after);
});

test.each([
  ['in', '- one\n- tw¦o', '- one\n  - tw¦o'],
  ['out', '- one\n  - tw¦o', '- one\n- tw¦o'],
  ['in', '‹- one\n- two›', '  ‹- one\n  - two›'],
  ['out', '- on¦e', null],
  ['in', 'on¦e', null],
  ['in', '      - deep¦', null],
] as const)('%s: %j becomes %j', (way, before, after) => {
  expect(edited(before, (selected) => indentLines(selected, way))).toBe(after);
});

test.each([
  ['¦', '```\n¦\n```'],
  ['‹a\nb›', '```\n‹a\nb›\n```'],
  ['```js\n‹a\nb›\n```', '‹a\nb›'],
  ['‹a ``` b›', '````\n‹a ``` b›\n````'],
])('a block of code: %j becomes %j', (before, after) => {
  expect(edited(before, toggleCodeBlock)).toBe(after);
});

test.each([
  ['¦', '[¦]()'],
  ['‹words›', '[words](¦)'],
  ['‹https://a.org›', '[¦](https://a.org)'],
  ['‹[words](https://a.org)›', '‹words›'],
])('a link: %j becomes %j', (before, after) => {
  expect(edited(before, toggleLink)).toBe(after);
});

test.each([
  ['see ‹this›', 'https://a.org/(b)', 'see [this](https://a.org/%28b%29)¦'],
  ['see ‹[1]›', 'https://a.org', String.raw`see [\[1\]](https://a.org)¦`],
  ['see ‹this›', 'not an address', null],
  ['see ‹https://b.org›', 'https://a.org', null],
  ['see ¦', 'https://a.org', null],
  ['see ‹this\nthat›', 'https://a.org', null],
  ['see ‹this›', 'javascript:alert(1)', null],
])('%j with %j pasted over it becomes %j', (before, url, after) => {
  expect(edited(before, (selected) => linkSelection(selected, url))).toBe(after);
});

test.each([
  ['```js¦', true],
  ['```\ncode¦', true],
  ['```\ncode\n```¦', false],
  ['```\ncode\n```\nafter¦', false],
  ['before¦\n```\n', false],
  ['``` one line ```¦', false],
  ['````\n```\n¦', true],
  ['> ```\n> code¦', true],
])('%j is in a block of code: %j', (marked, expected) => {
  const { text, start } = read(marked);
  expect(isInFence(text, start)).toBe(expected);
});

test('what is between backticks is code, what comes after them is not', () => {
  expect(isInCode('a `b', 4)).toBe(true);
  expect(isInCode('a `b` c', 7)).toBe(false);
  expect(isInCode('a `b\nc', 6)).toBe(false);
});
