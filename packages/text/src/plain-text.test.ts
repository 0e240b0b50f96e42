import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.for([
  ['**a** _b_ ~~c~~ `d`', 'a b c d'],
  ['[words](https://a.example) https://b.example', 'words https://b.example'],
  ['# Title\n\n> quoted\n\n```js\nlet  a;\n```', 'Title quoted let a;'],
  ['it is ||the **butler**||!', 'it is ▒▒▒!'],
  ['- a\n- [ ] b\n- [x] c\n\n2. d', 'a ☐ b ☑ c 2. d'],
  ['| a | b |\n|--|--|\n| c | @ada |', 'a b c @ada'],
  ['2*3 snake_case', '2*3 snake_case'],
] as const)('%j is %j on one line', ([content, expected]) => {
  expect(plainText(content)).toBe(expected);
});

test('what stands for a spoiler is said by whoever asks', () => {
  expect(plainText('a ||b||', { spoiler: '(spoiler)' })).toBe('a (spoiler)');
});

test('a long message is cut between two characters', () => {
  expect(plainText('👋'.repeat(100), { max: 5 })).toBe('👋👋');
  expect(plainText(`**${'a '.repeat(5_000)}**`, { max: 6 })).toBe('**a a ');
});
