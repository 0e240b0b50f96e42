/** What a message shows. Everything is text to React: nothing here is ever markup. */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code'; text: string }
  | { kind: 'block'; text: string };

const fence = /```(?:[\w+-]{0,20}\n)?([\s\S]+?)```/g;
const inlineCode = /`([^`\n]+)`/g;
// Linear: one class, no nested repetition. What is not a URL after all is refused by safeHref. Stops and quotation marks
// that an address would carry percent-encoded end it: Chinese, Japanese and Arabic go on after them without a space.
const urlCandidate =
  /\bhttps?:\/\/[^\s<>"`\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff。｡、､，！？；：…“”„«»‹›「」『』【】《》〈〉،؛؟۔।]+/giu;
const trailingPunctuation = '.,;:!?*~\'’‘"';
const closingOf = new Map([
  ['(', ')'],
  ['[', ']'],
  ['（', '）'],
]);
const closers = new Set(closingOf.values());

export function parseText(content: string): TextPart[] {
  return splitBy(content, fence, codeBlock, (text) => splitBy(text, inlineCode, codeSpan, linkify));
}

function codeBlock(match: RegExpExecArray): TextPart {
  return { kind: 'block', text: (match[1] ?? '').replace(/^\n|\n$/g, '') };
}

function codeSpan(match: RegExpExecArray): TextPart {
  return { kind: 'code', text: match[1] ?? '' };
}

function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(urlCandidate)) {
    const shown = withoutTrailingPunctuation(match[0]);
    const href = safeHref(shown);
    if (href === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** The address to open, or null for whatever is not plain http(s) to a host without credentials in it. */
export function safeHref(candidate: string): string | null {
  if (!/^https?:\/\//i.test(candidate) || !URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  // https://bank.example@evil.example looks like the bank.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.href;
}

/** "(see https://a.b/c)." links https://a.b/c, but https://a.b/c_(d)_ keeps its bracket and its underscore. */
function withoutTrailingPunctuation(candidate: string): string {
  const url = candidate.slice(0, firstUnopened(candidate));
  let end = url.length;
  while (trailingPunctuation.includes(url.charAt(end - 1))) end--;
  return url.slice(0, end);
}

/** Where a bracket closes that was opened before the address: there the text around it goes on. */
function firstUnopened(url: string): number {
  const open: string[] = [];
  for (let index = 0; index < url.length; index++) {
    const character = url.charAt(index);
    const closing = closingOf.get(character);
    if (closing !== undefined) open.push(closing);
    else if (closers.has(character) && open.pop() !== character) return index;
  }
  return url.length;
}

function splitBy(
  text: string,
  pattern: RegExp,
  toPart: (match: RegExpExecArray) => TextPart,
  between: (text: string) => TextPart[],
): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push(...between(text.slice(end, match.index)));
    parts.push(toPart(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(...between(text.slice(end)));
  return parts;
}
