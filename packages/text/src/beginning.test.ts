import { expect, test } from 'vitest';
import { beginningOf } from './beginning.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { shownIn } from './shown-text.ts';

const room = { characters: 100, lines: 5, tokens: 60 };

test('what fits is the same', () => {
  const blocks = parseMarkdown('a **b**\n> c\n- d\n```\ne\n```');
  expect(beginningOf(blocks, room)).toEqual({ blocks, isCut: false });
  expect(beginningOf(blocks, room).blocks).toBe(blocks);
});

test('a long line ends with a word, one without spaces between two characters', () => {
  const shown = (content: string): string => shownIn(beginningOf(parseMarkdown(content), room).blocks);
  expect(shown('**word** '.repeat(100))).toMatch(/^(?:word ){19}word ?$/);
  expect(shown('👋'.repeat(100))).toBe('👋'.repeat(50));
  expect(shown(`a${'👋'.repeat(100)}`)).toBe(`a${'👋'.repeat(49)}`);
});

test('more tokens than there is room for are cut, however few characters they show', () => {
  const { blocks, isCut } = beginningOf(parseMarkdown('[a](http://b)'.repeat(100)), { ...room, characters: 500 });
  expect([isCut, shownIn(blocks)]).toEqual([true, 'a'.repeat(30)]);
});

test.for(['line\n', '> line\n', '- line\n', '```\nline\n```\n', 'line\n\n'])(
  '%j a hundred times is cut after five lines',
  (line) => {
    const { blocks, isCut } = beginningOf(parseMarkdown(line.repeat(100)), room);
    expect(isCut).toBe(true);
    expect(shownIn(blocks).split('line').length - 1).toBeLessThanOrEqual(6);
  },
);

test('code that is cut keeps all of it, to be copied', () => {
  const text = 'let a;\n'.repeat(50);
  expect(beginningOf(parseMarkdown(`\`\`\`js\n${text}\`\`\``), room).blocks).toMatchObject([
    { kind: 'code', whole: text.slice(0, -1) },
  ]);
});

test('nothing is left of a block, an item or a row whose words are cut', () => {
  const shown = (content: string) => beginningOf(parseMarkdown(content), { ...room, lines: 2 }).blocks;
  expect(shown('- a\n- b\n- c')).toMatchObject([{ kind: 'list', items: [{}, {}] }]);
  expect(shown('# a\n# b\n> c')).toHaveLength(2);
  expect(shown('|a|\n|-|\n|b|\n|c|')).toMatchObject([{ kind: 'table', rows: [[[{ text: 'b' }]]] }]);
});
