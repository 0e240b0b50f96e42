import { addressAt, destinationAt, isMisleading, isWww, safeHref, withScheme } from './addresses.ts';
import { characterAt, characterBefore, isBoundary } from './characters.ts';
import { addRun, InlineOutput } from './delimiters.ts';
import { nameAt } from './mentions.ts';
import type { Inline, Line } from './tokens.ts';

/** Where something may begin that is not just text. */
const special = /[\\`*_~|[\]@]|https?:\/\/|www\.|:[a-z0-9_-]{2,32}:/gi;
const emojiSign = /:[a-z0-9_-]+:/y;
const escapable = '\\`*_~|[]@';
const atLineStart = /(?:^|\n)[ \t]*$/;
const numberAtLineStart = /(?:^|\n)[ \t]*\d{1,9}$/;

type Reading = {
  text: string;
  /** Where in the message the lines of the text begin. */
  lines: readonly Line[];
  output: InlineOutput;
};

/** The text of lines that follow each other. Each step goes forward, and looks back only as far as is bounded. */
export function parseInline(lines: readonly Line[]): Inline[] {
  const text = lines.length === 1 ? (lines[0]?.text ?? '') : lines.map((line) => line.text).join('\n');
  const reading: Reading = { text, lines, output: new InlineOutput() };
  let read = 0;
  while (read < text.length) {
    special.lastIndex = read;
    const found = special.exec(text);
    if (found === null) break;
    reading.output.addText(text.slice(read, found.index));
    read = readSpecial(reading, found.index);
  }
  reading.output.addText(text.slice(read));
  return reading.output.finish();
}

/** Reads what begins at the index, and answers where it ends. */
function readSpecial(reading: Reading, index: number): number {
  switch (reading.text.charAt(index)) {
    case '\\':
      return readEscape(reading, index);
    case '`':
      return readCode(reading, index);
    case '[':
      reading.output.open('[', 1);
      return index + 1;
    case ']':
      return readLinkEnd(reading, index);
    case '@':
      return readMention(reading, index);
    case ':':
      return readEmoji(reading, index);
    case 'h':
    case 'H':
    case 'w':
    case 'W':
      return readAddress(reading, index);
    default:
      return readRun(reading, index);
  }
}

function readRun({ text, output }: Reading, index: number): number {
  const end = endOfRun(text, index);
  addRun(output, text, index, end - index);
  return end;
}

/** A backslash before a mark goes, and the mark is text. Elsewhere it is what was typed: paths and patterns have many. */
function readEscape({ text, output }: Reading, index: number): number {
  const next = text.charAt(index + 1);
  // The arm of ¯\_(ツ)_/¯
  const isArm = next === '_' && text.charAt(index - 1) === '¯';
  // Two are one only before a mark that they would otherwise free.
  const stays = isArm || (next === '\\' && !escapable.includes(text.charAt(index + 2) || ' '));
  if (stays) output.addText(`\\${next}`);
  else if (next !== '' && (escapable.includes(next) || marksLine(text, index, next))) output.addText(next);
  else {
    output.addText('\\');
    return index + 1;
  }
  return index + 2;
}

/** Whether the character would make a quote, a heading or an item of the line. */
function marksLine(text: string, index: number, next: string): boolean {
  const before = text.slice(Math.max(0, index - 40), index);
  if ('>#-'.includes(next)) return atLineStart.test(before);
  return '.)'.includes(next) && numberAtLineStart.test(before);
}

/** What stands between as many backticks on the same line, to the byte. */
function readCode({ text, output }: Reading, index: number): number {
  const begin = endOfRun(text, index);
  const count = begin - index;
  const end = findTicks(text, begin, count);
  if (end === null) output.addText(text.slice(index, begin));
  else output.nodes.push({ kind: 'code', text: withoutPadding(text.slice(begin, end)) });
  return end === null ? begin : end + count;
}

function findTicks(text: string, from: number, count: number): number | null {
  const ticksOrEnd = /`+|\n/g;
  ticksOrEnd.lastIndex = from;
  for (let found = ticksOrEnd.exec(text); found !== null && found[0] !== '\n'; found = ticksOrEnd.exec(text)) {
    if (found[0].length === count) return found.index;
  }
  return null;
}

/** The spaces that keep a backtick of the code from the marks: `` ` ``. */
function withoutPadding(code: string): string {
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.length > 2;
  return isPadded && (code.charAt(1) === '`' || code.at(-2) === '`') ? code.slice(1, -1) : code;
}

/** `[words](address)`. Whatever is not quite that stays as it was typed, its address a link of its own. */
function readLinkEnd({ text, output }: Reading, index: number): number {
  const begun = output.openers.findLastIndex(({ mark }) => mark === '[');
  const destination = begun < 0 ? null : destinationAt(text, index + 1);
  const href = destination === null ? null : safeHref(destination);
  if (destination !== null && href !== null) {
    const opener = output.openers[begun];
    const words = opener === undefined ? '' : shownText(output.nodes.slice(opener.place + 1));
    if (words.trim() !== '' && !isMisleading(words, href)) {
      output.nodes.push({ kind: 'link', href, children: withoutLinks(output.takeSince(begun, 1)) });
      return index + destination.length + 3;
    }
  }
  if (begun >= 0) output.openers.splice(begun, 1);
  output.addText(']');
  return index + 1;
}

function shownText(nodes: readonly Inline[]): string {
  return nodes.map((node) => ('children' in node ? shownText(node.children) : wordsOf(node))).join('');
}

function withoutLinks(nodes: readonly Inline[]): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (node.kind === 'mention') return [{ kind: 'text', text: wordsOf(node) }];
    if (!('children' in node)) return [node];
    const children = withoutLinks(node.children);
    return node.kind === 'link' ? children : [{ ...node, children }];
  });
}

function wordsOf(node: Exclude<Inline, { children: Inline[] }>): string {
  return node.kind === 'mention' ? `@${node.name}` : node.text;
}

function readAddress({ text, output }: Reading, index: number): number {
  // Of "ada@www.example.org" and "a.www.example.org" no part is an address.
  const isInWord = (isWww(text, index) ? /[A-Za-z0-9.@/:=&?#%+-]/ : /[A-Za-z0-9]/).test(text.charAt(index - 1));
  const shown = isInWord ? null : withoutMarks(addressAt(text, index) ?? '', output);
  if (shown === null || shown === '') {
    output.addText(text.charAt(index));
    return index + 1;
  }
  const href = safeHref(withScheme(shown));
  if (href === null) output.addText(shown);
  else output.nodes.push({ kind: 'link', href, children: [{ kind: 'text', text: shown }] });
  return index + shown.length;
}

/** Without the marks of what began before it: _https://a.example/_, ||https://a.example/||. */
function withoutMarks(address: string, output: InlineOutput): string {
  let end = address.length;
  while (end > 0 && '_|'.includes(address.charAt(end - 1)) && output.isOpen(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

function readMention({ text, lines, output }: Reading, index: number): number {
  const name = nameAt(text, index, output.isOpen('_'));
  if (name === null) {
    output.addText('@');
    return index + 1;
  }
  const from = placeInMessage(lines, index);
  const to = index + 1 + name.length;
  output.nodes.push({ kind: 'mention', name, from, to: from + 1 + name.length });
  return to;
}

/** In a word, as in 10:30:45, it is none. */
function readEmoji({ text, output }: Reading, index: number): number {
  emojiSign.lastIndex = index;
  const sign = emojiSign.exec(text)?.[0] ?? '';
  const end = index + sign.length;
  if (sign === '' || !isBoundary(characterBefore(text, index)) || !isBoundary(characterAt(text, end))) {
    output.addText(':');
    return index + 1;
  }
  output.nodes.push({ kind: 'emoji', text: sign });
  return end;
}

/** Few messages have many lines, and few of those many mentions. */
function placeInMessage(lines: readonly Line[], index: number): number {
  let begin = 0;
  for (const { text, at } of lines) {
    if (index <= begin + text.length) return at + index - begin;
    begin += text.length + 1;
  }
  return begin;
}

function endOfRun(text: string, index: number): number {
  const mark = text.charAt(index);
  let end = index + 1;
  while (text.charAt(end) === mark) end++;
  return end;
}
