import { describe, expect, test } from 'vitest';
import { isMisleading, safeHref } from './addresses.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { inlineOf, shownIn } from './shown-text.ts';

const linksIn = (content: string) => inlineOf(parseMarkdown(content)).filter((node) => node.kind === 'link');
/** What is shown of each, which is the address that was typed. */
const links = (content: string): string[] => linksIn(content).map((link) => shownIn(link.children));

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
    ['[see] (https://a.example/b)!', 'https://a.example/b'],
    ['_https://a.example/b_', 'https://a.example/b'],
    ['**https://a.example/b**', 'https://a.example/b'],
    ['||https://a.example/b||', 'https://a.example/b'],
    ['> https://a.example/a_b_c', 'https://a.example/a_b_c'],
    ['(https://a.example/b_(c))', 'https://a.example/b_(c)'],
    ['http://[::1]:8000/x', 'http://[::1]:8000/x'],
    ['see www.example.org.', 'www.example.org'],
    ['(WWW.Example.org/a_(b))', 'WWW.Example.org/a_(b)'],
    ['_www.example.co.uk:8443/x?y_', 'www.example.co.uk:8443/x?y'],
    ['詳細はwww.example.org。次に', 'www.example.org'],
  ] as const)('"%s" links %s', ([content, expected]) => {
    expect(links(content)).toEqual([expected]);
  });

  test('what begins with www. opens over https', () => {
    expect(linksIn('www.example.org/a')).toMatchObject([{ href: 'https://www.example.org/a' }]);
  });

  test.for([
    'www.',
    'www.example',
    'www..org',
    'www.example.o1',
    'ada@www.example.org',
    'a.www.example.org',
    'awww.example.org',
    'www.bank.com⁄login.evil.example',
    'www.раypal.com',
    '`www.example.org`',
  ])('%s links nothing', (content) => {
    expect(links(content)).toEqual([]);
  });

  test('nothing of the text is lost or added', () => {
    const content = 'a https://a.example, b (https://b.example/c_(d)) e';
    expect(shownIn(parseMarkdown(content))).toBe(content);
  });

  test.for([
    ['[words](https://a.example/b)', 'words', 'https://a.example/b'],
    ['[**bold** `code`](https://a.example/(b)_c)', 'bold code', 'https://a.example/(b)_c'],
    ['[Node.js](https://nodejs.example/)', 'Node.js', 'https://nodejs.example/'],
    ['[https://a.example/x](https://a.example/y)', 'https://a.example/x', 'https://a.example/y'],
    ['[see (https://a.example/x)](https://a.example/y)', 'see (https://a.example/x)', 'https://a.example/y'],
    ['[the docs of bank.com](https://bank.com/docs)', 'the docs of bank.com', 'https://bank.com/docs'],
    ['[README.md, main.rs](https://a.example/)', 'README.md, main.rs', 'https://a.example/'],
  ] as const)('%s shows %s and opens %s', ([content, words, href]) => {
    expect(linksIn(content)).toMatchObject([{ href }]);
    expect(links(content)).toEqual([words]);
  });

  test.for([
    '[https://bank.example](https://evil.example)',
    '[bank.com](https://evil.example)',
    '[www.bank.example](https://evil.example)',
    '[аpple.com](https://apple.com)',
    '[see https://bank.example](https://evil.example)',
    '[go to bank.com](https://evil.example)',
    '[(sparkasse.de)](https://evil.example)',
    '[bank.co.uk/login](https://evil.example)',
    '[\u200Bbank.com](https://evil.example)',
    '[bank.\u200Bcom](https://evil.example)',
    '[ba\u00ADnk.com](https://evil.example)',
    '[https:/\u200B/bank.example](https://evil.example)',
    '[https:⁄⁄bank.example](https://evil.example)',
    '[bank．com](https://evil.example)',
    '[\u202Emoc.knab](https://evil.example)',
    '[](https://evil.example)',
    '[ ](https://evil.example)',
    '[a](https://user@evil.example)',
    '[a](https://evil.example "title")',
    '[a]( https://evil.example)',
    '![a](evil.png)',
    '[a][b]',
  ])('%s is shown as it was typed, so that every address can be seen', (content) => {
    expect(shownIn(parseMarkdown(content))).toBe(content);
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
    'https:///evil.example',
    'https://bank.com⁄login.evil.example/',
    'https://bank.com\u0338evil.example/',
    'https://bank.com\u00AD.evil.example/',
    'https://раypal.com/',
    'view-source:https://a.example@b',
    '[x](javascript:alert(1))',
    '![x](data:text/html,1)',
    '<a href="javascript:alert(1)">x</a>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
  ])('%s', (content) => {
    const hrefs = linksIn(content).map(({ href }) => href);
    expect(hrefs.filter((href) => !/^https?:\/\/[^@]+$/.test(href))).toEqual([]);
    expect(safeHref(content)).toBeNull();
  });

  test('a bidirectional override ends a link, so that it can not show another address', () => {
    expect(links('https://a.example/\u202Egpj.exe')).toEqual(['https://a.example/']);
    expect(links('https://a.example/\u200Bx')).toEqual(['https://a.example/']);
  });

  test('[A28] words of any length are looked through at once', () => {
    const hostile = [
      'a.'.repeat(4_000),
      'a'.repeat(8_000),
      'www.'.repeat(2_000),
      ':/'.repeat(4_000),
      '-a'.repeat(4_000),
    ];
    const startedAt = performance.now();
    for (const words of hostile) isMisleading(words, 'https://a.example/');
    expect(performance.now() - startedAt).toBeLessThan(200);
  });

  test('[A28] so are names of hosts, of whatever letters; none that is longer than any is one', () => {
    const startedAt = performance.now();
    for (const letters of ['я', 'α', 'a', 'я_', 'a\u0301', 'aя.', '日']) {
      expect(linksIn(`https://${letters.repeat(7_900 / letters.length)}`)).toEqual([]);
    }
    expect(performance.now() - startedAt).toBeLessThan(400);
    const long = `https://${'a'.repeat(60)}.${'b.'.repeat(60)}example/`;
    expect(links(long)).toEqual([long]);
    expect(links('https://пример.example.рф/')).toHaveLength(1);
  });

  test('markup stays text', () => {
    const content = '<script>alert(1)</script><b onclick=x>';
    expect(parseMarkdown(content)).toEqual([{ kind: 'paragraph', children: [{ kind: 'text', text: content }] }]);
  });
});
