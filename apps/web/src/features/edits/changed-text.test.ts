import type { Block, Inline } from '@confab/text';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedText, type ChangedPart, type ChangedText } from './changed-text.ts';

/** `[gone]` and `{new}`, leaf by leaf. */
function shown(before: string, after: string): string[] {
  const signs = { same: ['', ''], gone: ['[', ']'], new: ['{', '}'] } as const;
  const sign = ({ kind, text }: ChangedPart): string => signs[kind].join(text);
  return [...changedText(before, after).changes.values()].map((parts) => parts.map(sign).join(''));
}

test.each([
  ['bring boots please', 'bring torches, please', ['bring [boots]{torches,} please']],
  ['**bring** boots', '**take** boots', ['[bring]{take}', ' boots']],
  ['one\n\n- two\n- three', 'one\n\n- two', ['one', 'two[\nthree]']],
  ['one', '**one**', ['one']],
  ['`old` code', '`new` code', ['[old]{new}', ' code']],
  ['hi @ada', 'hi @ben', ['hi ', '[@ada]{@ben}']],
  ['```\na = 1\n```', '```\na = 2\n```', ['a = [1]{2}']],
])('%j became %j, marked by words', (before, after, expected) => {
  expect(shown(before, after)).toEqual(expected);
});

test('what a spoiler hid is not told by having gone', () => {
  expect(shown('it is ||the butler||', 'it is nobody').join('')).not.toContain('butler');
});

test('of any two texts the marks put the present one together again', () => {
  const pieces = fc.constantFrom('a', 'b', ' ', '\n', '**', '- ', '> ', '`', '||', '@ann', '🙂', '|a|b|\n|-|-|\n');
  const text = fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changed = changedText(before, after);
      const marked = leavesIn(changed.blocks).map((leaf) => wordsNow(changed, leaf));
      expect(marked).toEqual(leavesIn(changed.blocks).map(textOf));
    }),
  );
});

test('long texts without end are all gone and all new, at once', () => {
  const words = (word: string): string => Array.from({ length: 4_000 }, (_, index) => word + index).join(' ');
  const [parts = []] = changedText(words('a'), words('b')).changes.values();
  expect(parts.map(({ kind }) => kind)).toEqual(['gone', 'new']);
});

type Leaf = Parameters<ChangedText['changes']['get']>[0];

function wordsNow({ changes }: ChangedText, leaf: Leaf): string {
  return (changes.get(leaf) ?? []).map(({ kind, text }) => (kind === 'gone' ? '' : text)).join('');
}

function textOf(leaf: Leaf): string {
  return leaf.kind === 'mention' ? `@${leaf.name}` : leaf.text;
}

function leavesIn(blocks: readonly Block[]): Leaf[] {
  return blocks.flatMap((block): Leaf[] => {
    if (block.kind === 'code') return [block];
    if (block.kind === 'quote') return leavesIn(block.children);
    if (block.kind === 'list') return block.items.flatMap(({ children }) => leavesIn(children));
    if (block.kind === 'table') return [block.head, ...block.rows].flat().flatMap(leavesOf);
    return leavesOf(block.children);
  });
}

function leavesOf(nodes: readonly Inline[]): Leaf[] {
  return nodes.flatMap((node) => ('children' in node ? leavesOf(node.children) : [node]));
}
