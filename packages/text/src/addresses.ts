// Linear: one class, no nested repetition. What is not a URL after all is refused by safeHref. Stops and quotation marks
// that an address would carry percent-encoded end it: Chinese, Japanese and Arabic go on after them without a space.
const urlCandidate =
  /https?:\/\/[^\s<>"`\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff。｡、､，！？；：…“”„«»‹›「」『』【】《》〈〉،؛؟۔।]+/iuy;
const trailingPunctuation = '.,;:!?*~\'’‘"';
const closingOf = new Map([
  ['(', ')'],
  ['[', ']'],
  ['（', '）'],
]);
const closers = new Set(closingOf.values());

/** Longer than any that leads somewhere; `[a](http://` over and over must not be looked through to its end each time. */
const destinationMax = 2_048;

/** What looks like an address and begins at the index, without the punctuation of the text around it; null if nothing does. */
export function addressAt(text: string, index: number): string | null {
  urlCandidate.lastIndex = index;
  const candidate = urlCandidate.exec(text)?.[0];
  if (candidate === undefined) return null;
  const url = candidate.slice(0, firstUnopened(candidate));
  let end = url.length;
  while (trailingPunctuation.includes(url.charAt(end - 1))) end--;
  return url.slice(0, end);
}

/** What stands between the brackets after a link's words, `(https://…)`, by the index of the first of them. */
export function destinationAt(text: string, index: number): string | null {
  if (!/^\(https?:/i.test(text.slice(index, index + 8))) return null;
  let depth = 0;
  const end = Math.min(text.length, index + destinationMax);
  for (let at = index; at < end; at++) {
    const character = text.charAt(at);
    if (character <= ' ') return null;
    if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return text.slice(index + 1, at);
  }
  return null;
}

/** The address to open, or null for whatever is not plain http(s) to a host without credentials in it. */
export function safeHref(candidate: string): string | null {
  if (!/^https?:\/\//i.test(candidate) || !URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  // https://bank.example@evil.example looks like the bank.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.href;
}

/** Words that are an address themselves, and could be taken for where the link leads. */
const looksLikeAddress =
  /:\/\/|\bwww\.|^\s*[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|net|org|edu|gov|mil|int|info|biz|bank)\b/iu;

/** Whether a link's words name another host than the one that it opens. */
export function isMisleading(words: string, href: string): boolean {
  if (!looksLikeAddress.test(words)) return false;
  const named = words.trim();
  const address = safeHref(/^https?:\/\//i.test(named) ? named : `https://${named}`);
  return address === null || new URL(address).hostname !== new URL(href).hostname;
}

/** "(see https://a.b/c)." links https://a.b/c, but https://a.b/c_(d) keeps its bracket: where one closes that was opened before. */
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
