/** Written without spaces, or with endings that grow on to a word: a keyword of these is found anywhere. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const partOfWord = /[\p{L}\p{N}\p{M}_]/u;

/** Whether one of these stands in a text, as a word of its own. Upper and lower case, and wide and narrow forms, are the same. */
export function matchesKeyword(words: string, keywords: readonly string[]): boolean {
  if (keywords.length === 0 || words === '') return false;
  const text = foldOnce(words);
  return keywords.some((keyword) => stands(fold(keyword.trim()), text));
}

let folded = { words: '', text: '' };

/** The same text is asked about for one member of a chat after the other. */
function foldOnce(words: string): string {
  if (folded.words !== words) folded = { words, text: fold(words) };
  return folded.text;
}

function stands(keyword: string, text: string): boolean {
  if (keyword === '') return false;
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
    const before = lastOf(text.slice(Math.max(0, at - 2), at));
    const after = firstOf(text.slice(at + keyword.length, at + keyword.length + 2));
    if (isEdge(before, firstOf(keyword)) && isEdge(after, lastOf(keyword))) return true;
  }
  return false;
}

/** Between a character beside a keyword and the keyword's own. */
function isEdge(beside: string, own: string): boolean {
  return !partOfWord.test(beside) || !partOfWord.test(own) || unspaced.test(own);
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x20);
}

function lastOf(text: string): string {
  return Array.from(text).at(-1) ?? ' ';
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
