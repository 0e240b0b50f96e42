import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeHref } from './addresses.ts';
import { findMentions } from './find-mentions.ts';
import { hostileTexts, marks } from './hostile-texts.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { plainText } from './plain-text.ts';
import { depthOf, inlineOf, shownIn } from './shown-text.ts';

const anyText = fc.oneof(
  fc.array(fc.constantFrom(...marks), { maxLength: 120 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
/** What was typed may go as a mark; letters may not. An address may be shown as its words. */
const wordsOf = (text: string): string => text.replace(/[^\p{L}\p{M}]/gu, '');

test('[A17] [A28] any text is read without loss, into links that are safe, and never deep', () => {
  fc.assert(
    fc.property(anyText, (content) => {
      const blocks = parseMarkdown(content);
      const nodes = inlineOf(blocks);
      const hrefs = nodes.flatMap((node) => (node.kind === 'link' ? [node.href] : []));
      expect(hrefs.filter((href) => safeHref(href) !== href)).toEqual([]);
      const mayHide = /\]\(|\[[xX]\]/.test(content);
      expect(mayHide || wordsOf(shownIn(blocks)) === wordsOf(content)).toBe(true);
      for (const { name, from, to } of findMentions(content)) expect(content.slice(from, to)).toBe(`@${name}`);
      expect(depthOf(blocks)).toBeLessThan(40);
      expect(plainText(content)).not.toMatch(/[\n\t]/);
    }),
    { numRuns: 1_500, seed: 17, examples: [['`[www.](http://a)'], ['**a\n**'], ['- ```\n- a']] },
  );
});

/** Not a measure of speed: what is quadratic takes seconds for as much. Machines are busy, so time of the processor is what counts. */
test('[A28] long messages of whatever repeats are read in linear time', () => {
  const before = process.cpuUsage();
  for (const content of hostileTexts(16_000)) expect(depthOf(parseMarkdown(content))).toBeLessThan(40);
  const { user } = process.cpuUsage(before);
  expect(user / 1_000).toBeLessThan(10_000);
});

test.each(['-\n|-\n', '*@', '- a\n', '|1'])('more than a page draws at once is plain text: %j', (piece) => {
  const read = (count: number): string[] =>
    parseMarkdown(`|1|2|\n|-|-|\n${piece.repeat(count)}`).map(({ kind }) => kind);
  expect(read(2_500)).toEqual(['paragraph']);
  expect(read(250)).not.toEqual(['paragraph']);
});

test('what is longer than any message is not read', () => {
  const content = '**a**'.repeat(20_000);
  expect(parseMarkdown(content)).toEqual([{ kind: 'paragraph', children: [{ kind: 'text', text: content }] }]);
});
