/** What makes a reader of Markdown slow, or lose something, where it repeats or comes together. For tests and the benchmark. */
export const marks: readonly string[] = [
  ...Array.from('*_~|`\\[](){}<>#-+@!.:/"\'=&; \n\tab1é字👋\u0301\u200d\u202e\u0000\ud800'),
  '**',
  '~~',
  '||',
  '```',
  '```js\n',
  '\n> ',
  '\n- ',
  '\n1. ',
  '- [x] ',
  '\n|--|\n',
  '](',
  'https://',
  'http://a.b/',
  '@ada',
  ':ada:',
  '  ',
  '\r\n',
];

const repeated = [
  ...marks,
  '***a** ',
  '*a **b ***c',
  '[a](http://',
  '[www.](http://a)',
  '[[a](http://b)',
  '`a``b```c````d`````',
  '> ```\n',
  '- a\n\n\n',
  '   - a\n',
  '|a',
  '-\n|-\n',
  'http://@)',
  'https://a(',
  '\\\\*',
  '*@',
  '```a b\n',
  '>a\n',
  '> \n',
  ' *a',
];

/** Each over and over, ended in several ways. In UTF-16 units. */
export function hostileTexts(length: number): string[] {
  return repeated.flatMap((piece) => {
    const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 4);
    return ['', 'x', '`', '\n```'].map((end) => text + end);
  });
}
