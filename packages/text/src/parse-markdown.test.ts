import { describe, expect, test } from 'vitest';
import { parseMarkdown } from './parse-markdown.ts';
import type { Block, Inline } from './tokens.ts';

const letters: Record<string, string> = { strong: 'b', emphasis: 'i', strike: 's', spoiler: 'spoiler' };

/** Tokens written short: `<b>bold</b>`. */
function inline(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'emoji') return `<e${node.text}>`;
      if (node.kind === 'code') return `<c>${node.text}</c>`;
      if (node.kind === 'mention') return `<@${node.name}>`;
      const tag = node.kind === 'link' ? 'a' : letters[node.kind];
      return `<${tag}>${inline(node.children)}</${tag}>`;
    })
    .join('');
}

function short(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'paragraph':
          return inline(block.children);
        case 'heading':
          return `<h${block.level}>${inline(block.children)}</h>`;
        case 'code':
          return `<pre ${block.language ?? ''}>${block.text}</pre>`;
        case 'quote':
          return `<q>${short(block.children)}</q>`;
        case 'list':
          return block.items
            .map(({ number, isDone, children }) => {
              const task = isDone === null ? '' : isDone ? '[x]' : '[ ]';
              return `<li ${number ?? '-'}${task}>${short(children)}</li>`;
            })
            .join('');
        case 'table':
          return `<table ${block.aligns.join()}>${[block.head, ...block.rows].map((row) => row.map(inline).join('|')).join('/')}</table>`;
      }
    })
    .join('¶');
}

describe('custom emoji', () => {
  test.for([
    ['well :party_parrot: and **:+1:** :a1::b2:', 'well <e:party_parrot:> and <b>:+1:</b> <e:a1:><e:b2:>'],
    ['**:tada:**, (:tada:)好:tada:好', '<b><e:tada:></b>, (<e:tada:>)好<e:tada:>好'],
    ['at 10:30:45 or x:tada: or :tada:x', 'at 10:30:45 or x:tada: or :tada:x'],
    [':TADA: :t: : tada: :ta da:', ':TADA: :t: : tada: :ta da:'],
    [`:${'x'.repeat(32)}: :${'x'.repeat(33)}:`, `<e:${'x'.repeat(32)}:> :${'x'.repeat(33)}:`],
    [
      '`:tada:` https://a.b/:tada:x [:tada:](https://a.b/)',
      '<c>:tada:</c> <a>https://a.b/:tada:x</a> <a><e:tada:></a>',
    ],
    [':tada:', '<e:tada:>'],
  ])('%j is read as %j', ([content = '', shown]) => {
    expect(short(parseMarkdown(content))).toBe(shown);
  });
});

describe('marks', () => {
  test.for([
    [
      '**bold** __bold__ *it* _it_ ~~gone~~ ||secret||',
      '<b>bold</b> <b>bold</b> <i>it</i> <i>it</i> <s>gone</s> <spoiler>secret</spoiler>',
    ],
    ['***both*** **a *b*** *a **b***', '<i><b>both</b></i> <b>a <i>b</i></b> <i>a <b>b</b></i>'],
    ['***a** b* ***a* b**', '<i><b>a</b> b</i> <b><i>a</i> b</b>'],
    ['**a\nb**', '<b>a\nb</b>'],
    ['**a\n\nb**', '**a\n\nb**'],
    ['2*3*4 2**3**4 snake_case_name x__init__.py', '2*3*4 2**3**4 snake_case_name x__init__.py'],
    ['un**believ**able w~~or~~d', 'un<b>believ</b>able w<s>or</s>d'],
    ['这是**粗体**字 **「重要」**です **볼드**는', '这是<b>粗体</b>字 <b>「重要」</b>です <b>볼드</b>는'],
    ['* a * b ** c ~~ d ~~', '<li ->a * b ** c ~~ d ~~</li>'],
    ['a || b || c, a||b||c', 'a || b || c, a||b||c'],
    ['**** ***** ~5 ~~~ |||', '**** ***** ~5 ~~~ |||'],
    ['**never closed', '**never closed'],
    ['*a **b* c**', '<i>a **b</i> c**'],
    ['||it is **him**||', '<spoiler>it is <b>him</b></spoiler>'],
  ] as const)('%j reads %j', ([content, expected]) => {
    expect(short(parseMarkdown(content))).toBe(expected);
  });
});

describe('a backslash', () => {
  test.for([
    [String.raw`\*a\* \_b\_ \`c\` \[d](x) \~~e~~`, '*a* _b_ `c` [d](x) ~~e~~'],
    [String.raw`¯\_(ツ)_/¯`, String.raw`¯\_(ツ)_/¯`],
    [String.raw`\\server\share C:\dir \d+\.\d`, String.raw`\\server\share C:\dir \d+\.\d`],
    [String.raw`\\*a*`, String.raw`\<i>a</i>`],
    ['\\> a\n\\# b\n\\- c\n1\\. d\n2\\) e', '> a\n# b\n- c\n1. d\n2) e'],
    ['`\\*`', '<c>\\*</c>'],
    ['a\\', 'a\\'],
  ] as const)('in %j: %j', ([content, expected]) => {
    expect(short(parseMarkdown(content))).toBe(expected);
  });
});

describe('code', () => {
  test.for([
    ['run `curl https://a.example` now', 'run <c>curl https://a.example</c> now'],
    ['`` ` `` `` a`b `` ` x `', '<c>`</c> <c> a`b </c> <c> x </c>'],
    ['**`**`**', '<b><c>**</c></b>'],
    ['`a\nb`', '`a\nb`'],
    ['so:\n```js\nlet a;\n\n  let b;\n```\nend', 'so:¶<pre js>let a;\n\n  let b;</pre>¶end'],
    ['```\n\n a \n\n```', '<pre >\n a \n</pre>'],
    ['```let a```', '<pre >let a</pre>'],
    ['a ```let a``` b', 'a <c>let a</c> b'],
    ['```let a;\nlet b;```', '<pre >let a;\nlet b;</pre>'],
    ['so: ```ts\nlet a;\n```', 'so:¶<pre ts>let a;</pre>'],
    ['````\n```\n````', '<pre >```</pre>'],
    ['```py\nx = "```"\ny\n```', '<pre py>x = "```"\ny</pre>'],
    ['```js\nforgotten', '<pre js>forgotten</pre>'],
    ['> ```\n> a\n> ```\nb', '<q><pre >a</pre></q>¶b'],
    ['- a\n  ```\n  b\n    c\n  ```', '<li ->a¶<pre >b\n  c</pre></li>'],
    ['```\n\ttab\r\n\u202e\u0000\n```', '<pre >\ttab\r\n\u202e\u0000</pre>'],
    ['`` ``` ``````', '`` ``` ``````'],
    ['```\n```', '```\n```'],
    ['```', '```'],
    ['```a', '```a'],
    ['a ` b', 'a ` b'],
  ] as const)('%j reads %j', ([content, expected]) => {
    expect(short(parseMarkdown(content))).toBe(expected);
  });
});

describe('lines', () => {
  test.for([
    ['a\n\n\n  b \nc', 'a\n\n\n  b \nc'],
    ['# One\n## Two\n#no\n####### no', '<h1>One</h>¶<h2>Two</h>¶#no\n####### no'],
    ['> a\n> > b\n>\n> c\nd', '<q>a¶<q>b</q>¶c</q>¶d'],
    ['>a >b', '<q>a >b</q>'],
    ['>:(\n>_<\n>3', '>:(\n>_<\n>3'],
    ['> \n>', '> \n>'],
    ['- a\n* b\n- [ ] c\n- [x] d', '<li ->a</li><li ->b</li><li -[ ]>c</li><li -[x]>d</li>'],
    ['- a\n\n- b\n\n  more\nend', '<li ->a</li><li ->b\n\nmore</li>¶end'],
    ['- a\n  - b\n    - c\n- d', '<li ->a¶<li ->b¶<li ->c</li></li></li><li ->d</li>'],
    ['1. a\n1. b\n1. c', '<li 1>a</li><li 2>b</li><li 3>c</li>'],
    ['3) a\n7) b', '<li 3>a</li><li 7>b</li>'],
    ['- a\n1. b', '<li ->a</li>¶<li 1>b</li>'],
    ['-a\n+ b\n- \n- - -\n***', '-a\n+ b\n- \n- - -\n***'],
    ['| a | b |\n|---|:-:|\n| **c** | d \\| e |\n\nf', '<table ,center>a|b/<b>c</b>|d | e</table>¶f'],
    ['a | b\n--|--:\nc', '<table ,end>a|b</table>¶c'],
    ['| a | b |\n|---|', '| a | b |\n|---|'],
    ['a || b\nc', 'a || b\nc'],
    ['<b>no</b> &amp; <!-- --> &lt;', '<b>no</b> &amp; <!-- --> &lt;'],
  ] as const)('%j reads %j', ([content, expected]) => {
    expect(short(parseMarkdown(content))).toBe(expected);
  });
});
