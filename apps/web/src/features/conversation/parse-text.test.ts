import { describe, expect, test } from 'vitest';
import { parseText, safeHref, type TextPart } from './parse-text.ts';

const links = (content: string): string[] =>
  parseText(content).flatMap((part) => (part.kind === 'link' ? [part.text] : []));
const shown = (parts: TextPart[]): string => parts.map((part) => part.text).join('');

describe('links', () => {
  test.for([
    ['see https://a.example/b?c=d#e now', 'https://a.example/b?c=d#e'],
    ['(see https://a.example/b).', 'https://a.example/b'],
    ['https://en.wikipedia.org/wiki/Node_(graph) it is', 'https://en.wikipedia.org/wiki/Node_(graph)'],
    ['HTTP://A.EXAMPLE/X', 'HTTP://A.EXAMPLE/X'],
    ['"https://a.example/"', 'https://a.example/'],
    ['https://a.example/*', 'https://a.example/'],
    ['http://localhost:8000/x', 'http://localhost:8000/x'],
    ['見て https://a.example/b。', 'https://a.example/b'],
    ['詳細はhttps://a.example/b。次に', 'https://a.example/b'],
    ['（https://a.example/b）です', 'https://a.example/b'],
    ['https://zh.example/wiki/北京（市）', 'https://zh.example/wiki/北京（市）'],
    ['看 https://a.example/b！', 'https://a.example/b'],
    ['https://a.example/b, https', 'https://a.example/b'],
    ['https://a.example/b…', 'https://a.example/b'],
    ['“https://a.example/b”', 'https://a.example/b'],
    ['„https://a.example/b“', 'https://a.example/b'],
    ['«https://a.example/b»', 'https://a.example/b'],
    ['‘https://a.example/b’', 'https://a.example/b'],
    ["'https://a.example/b'.", 'https://a.example/b'],
    ["https://a.example/Schrödinger's_cat", "https://a.example/Schrödinger's_cat"],
    ['انظر https://a.example/b؟', 'https://a.example/b'],
    ['https://a.example/snake_', 'https://a.example/snake_'],
    ['https://a.example/wiki/A_(b)_', 'https://a.example/wiki/A_(b)_'],
    ['https://a.example/a-', 'https://a.example/a-'],
    ['https://a.example/a/', 'https://a.example/a/'],
    ['https://a.example/?q=[a]&r=(b)', 'https://a.example/?q=[a]&r=(b)'],
    ['[see](https://a.example/b)!', 'https://a.example/b'],
    ['(https://a.example/b_(c))', 'https://a.example/b_(c)'],
    ['http://[::1]:8000/x', 'http://[::1]:8000/x'],
  ] as const)('"%s" links %s', ([content, expected]) => {
    expect(links(content)).toEqual([expected]);
  });

  test('nothing of the text is lost or added', () => {
    const content = 'a https://a.example, b (https://b.example/c_(d)) e';
    expect(shown(parseText(content))).toBe(content);
  });

  test('every link is shown as the address that it opens', () => {
    expect(links('[bank](https://evil.example)')).toEqual(['https://evil.example']);
  });
});

describe('[A17] what must never become a link', () => {
  test.for([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'ftp://a.example/',
    'blob:https://a.example/1',
    'about:blank',
    '//evil.example/x',
    'https:evil',
    'http://',
    'https://user:secret@evil.example/',
    'https://bank.example@evil.example/',
    'https://',
    'view-source:https://a.example@b',
    '[x](javascript:alert(1))',
    '![x](data:text/html,1)',
    '<a href="javascript:alert(1)">x</a>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
  ])('%s', (content) => {
    const hrefs = parseText(content).flatMap((part) => (part.kind === 'link' ? [part.href] : []));
    expect(hrefs.filter((href) => !/^https?:\/\/[^@]+$/.test(href))).toEqual([]);
    expect(safeHref(content)).toBeNull();
  });

  test('a bidirectional override ends a link, so that it can not show another address', () => {
    expect(links('https://a.example/\u202Egpj.exe')).toEqual(['https://a.example/']);
    expect(links('https://a.example/\u200Bx')).toEqual(['https://a.example/']);
  });

  test('markup stays text', () => {
    const content = '<script>alert(1)</script><b onclick=x>';
    expect(parseText(content)).toEqual([{ kind: 'text', text: content }]);
  });
});

describe('code', () => {
  test('stands between back ticks, and no link is found in it', () => {
    expect(parseText('run `curl https://a.example` now')).toEqual([
      { kind: 'text', text: 'run ' },
      { kind: 'code', text: 'curl https://a.example' },
      { kind: 'text', text: ' now' },
    ]);
  });

  test('a block keeps its lines and drops the name of the language', () => {
    expect(parseText('so:\n```js\nlet a;\n\nlet b;\n```')).toEqual([
      { kind: 'text', text: 'so:\n' },
      { kind: 'block', text: 'let a;\n\nlet b;' },
    ]);
  });

  test.for(['`', '``', '```', '``````', '`a', '```a', 'a ` b'])('%s without an end stays text', (content) => {
    expect(shown(parseText(content))).toBe(content);
  });
});

test('[A28] hostile text is read in linear time', () => {
  const hostile = ['`'.repeat(8_000), '```'.repeat(2_600), 'https://'.repeat(1_000), `https://a${'('.repeat(7_900)}`];
  const startedAt = performance.now();
  for (const content of hostile) parseText(content);
  expect(performance.now() - startedAt).toBeLessThan(500);
});
