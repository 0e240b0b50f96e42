// Linear: one class, no nested repetition. What is not a URL after all is refused by safeHref. Stops and quotation marks
// that an address would carry percent-encoded end it: Chinese, Japanese and Arabic go on after them without a space.
const urlCandidate =
  /(?:https?:\/\/|www\.)[^\s<>"`\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff。｡、､，！？；：…“”„«»‹›「」『』【】《》〈〉،؛؟۔।]+/iuy;
/** Without a scheme only what ends as hosts do; it is looked at no further than that. */
const wwwHost = /www\.(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}{2,63}(?![\p{L}\p{N}-])/iuy;
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
  wwwHost.lastIndex = index;
  if (isWww(text, index) && !wwwHost.test(text)) return null;
  urlCandidate.lastIndex = index;
  const candidate = urlCandidate.exec(text)?.[0];
  if (candidate === undefined) return null;
  const url = candidate.slice(0, firstUnopened(candidate));
  let end = url.length;
  while (trailingPunctuation.includes(url.charAt(end - 1))) end--;
  return url.slice(0, end);
}

/** Of what was typed without a scheme, as https. */
export function withScheme(address: string): string {
  return isWww(address, 0) ? `https://${address}` : address;
}

export function isWww(text: string, index: number): boolean {
  return /^www\./i.test(text.slice(index, index + 4));
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

const hostOf = /^https?:\/\/([^/?#\\]+)/i;
/** No name that leads somewhere is longer, with its port. What deceives is looked for in the square of its length (A28). */
const hostCharacters = /^(?:[\p{L}\p{M}\p{N}_.。:-]{0,260}|\[[\da-f:.]+\](?::\d+)?)$/iu;
/** Letters of alphabets that look like each other, in one name: раypal.com. Strokes over a letter. */
const deceiving =
  /\p{Script=Latin}[^.]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][^.]*\p{Script=Latin}|[\u0335-\u0338]/u;

/**
 * The address to open, or null for whatever is not plain http(s) to a host without credentials in it. A host of which a part looks
 * like something else is none: in bank.com⁄login.evil.example the stroke is no slash.
 */
export function safeHref(candidate: string): string | null {
  const host = hostOf.exec(candidate)?.[1];
  if (host === undefined || !hostCharacters.test(host) || deceiving.test(host)) return null;
  if (!URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  // https://bank.example@evil.example looks like the bank.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.href;
}

/** What follows is shown in an order in which it does not stand: moc.knab reads bank.com. */
const turned = /[\u202d\u202e]/;
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const likeSlash = /[\u2044\u2215\u2571\u29f8]/g;
/** What ends hosts that people know: any two letters too, but for those that end files. */
const hostsIn =
  /(?<![\p{L}\p{N}.-])(?:www(?:\.[\p{L}\p{N}-]+)+|(?:[\p{L}\p{N}-]+\.)+(?:com|net|org|edu|gov|mil|int|info|biz|bank|app|dev|(?!ai|cc|cs|db|go|gz|hs|js|kt|md|mk|ml|pl|ps|py|rb|rs|sh|so|tf|ts|vb)[a-z]{2})(?![\p{L}\p{N}-]|\.[\p{L}\p{N}]))/giu;

/** Of plain letters and marks, without a dot or a colon: they name no host, however they are read. */
const namesNothing = /^[ -\-/-9;-~]*$/;

/** Whether a link's words, as they are seen, name another host than the one that it opens. */
export function isMisleading(words: string, href: string): boolean {
  if (namesNothing.test(words)) return false;
  if (turned.test(words)) return true;
  const seen = words.normalize('NFKC').replace(unseen, '').replace(likeSlash, '/').replaceAll('。', '.');
  return seen
    .split(/\s+/)
    .flatMap(addressesIn)
    .some((named) => hostnameOf(named) !== hostnameOf(href));
}

function addressesIn(word: string): string[] {
  if (!word.includes('://')) return (word.match(hostsIn) ?? []).map((host) => `https://${host}`);
  return [addressAt(word, Math.max(0, word.search(/https?:\/\//i))) ?? word];
}

function hostnameOf(address: string): string | null {
  const href = safeHref(address);
  return href === null ? null : new URL(href).hostname;
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
