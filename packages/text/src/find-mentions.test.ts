import { expect, test } from 'vitest';
import { findMentions } from './find-mentions.ts';

const names = (content: string): string[] => findMentions(content).map(({ name }) => name);

test.for([
  ['@ada', 'ada'],
  ['hello @ada, and @Bob.Smith: look', 'ada Bob.Smith'],
  ['so says @ada.', 'ada'],
  ['@ada...', 'ada'],
  ['@ada-', 'ada'],
  ['(@ada) "@bob" @cat?!', 'ada bob cat'],
  ['@a.b-c_d', 'a.b-c_d'],
  ['@ada_', 'ada_'],
  ['_@ada_ and __@bob__', 'ada bob'],
  ['**@ada** ~~@bob~~ *@cat* ||@dan||', 'ada bob cat dan'],
  ['@everyone @here', 'everyone here'],
  ['@ada@bob', ''],
  ['你好@ada你好', 'ada'],
  ['@ada’s', 'ada'],
  ['> @ada\n\n- [ ] @bob\n  1. @cat\n\n# @dan', 'ada bob cat dan'],
  ['| who |\n|-----|\n| @ada |', 'ada'],
  ['@ab', ''],
  [`@${'a'.repeat(33)}`, ''],
  [`@${'a'.repeat(32)}`, 'a'.repeat(32)],
  ['ada@example.org <bob@example.org>', ''],
  ['é@ada @adaé a@@ada', ''],
  ['https://a.example/@ada a/@ada', ''],
  ['\\@ada', ''],
  ['`@ada` ``@ada`` ```@ada```', ''],
  ['```\n@ada\n```\n@bob', 'bob'],
  ['[@ada](https://a.example/)', ''],
] as const)('%j mentions %j', ([content, expected]) => {
  expect(names(content).join(' ')).toBe(expected);
});

test('each says where in the message it stands, also in containers and after characters of two units', () => {
  const content = '👋 @ada\r\n> > - @bob and **@cat**\n\n| 👋 | b |\n|--|--|\n|  @dan | @eve |\n1. \\*\n\n   @fay';
  const found = findMentions(content);
  expect(found.map(({ name }) => name)).toEqual(['ada', 'bob', 'cat', 'dan', 'eve', 'fay']);
  for (const { name, from, to } of found) expect(content.slice(from, to)).toBe(`@${name}`);
});

test('the first 50 count', () => {
  expect(findMentions('@ada '.repeat(200))).toHaveLength(50);
});
