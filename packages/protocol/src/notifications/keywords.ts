/** Written without spaces, or with endings that grow on to a word: a keyword of these is found anywhere. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const partOfWord = /[\p{L}\p{N}\p{M}_]/u;

/** So much of a text is searched, folded too: one character may stand for eighteen. */
const searchedMax = 4_000;

/** Whether one of these stands in a text, as a word of its own. Upper and lower case, and wide and narrow forms, are the same. */
export function matchesKeyword(words: string, keywords: readonly string[]): boolean {
  return findKeyword(words, keywords) !== null;
}

/** The first of these that does; null where none does. `max`: so much of the text is searched, up to 60,000 characters. */
export function findKeyword(words: string, keywords: readonly string[], max = searchedMax): string | null {
  if (keywords.length === 0 || words === '') return null;
  const text = searchOnce(words, max);
  const at = foldAll(keywords).findIndex((keyword) => stands(keyword, text));
  return keywords[at] ?? null;
}

/** The same list is looked for in one text after the other. */
const foldedLists = new WeakMap<readonly string[], readonly string[]>();

function foldAll(keywords: readonly string[]): readonly string[] {
  let folded = foldedLists.get(keywords);
  if (!folded) foldedLists.set(keywords, (folded = keywords.map((keyword) => fold(keyword.trim()))));
  return folded;
}

/** Texts and keywords are anybody's: where a word may begin and end is worked out once, whatever is looked for (A28). */
interface Searched {
  text: string;
  /** By place: the next one at which a word may begin, itself among them. */
  nextStart: Uint16Array;
  /** By place: 1 where one may end before it. */
  isEnd: Uint8Array;
}

let searched: Searched & { words: string; max: number } = { words: '', max: 0, ...readEdges('') };

/** The same text is asked about for one member of a chat after the other. */
function searchOnce(words: string, max: number): Searched {
  if (searched.words !== words || searched.max !== max) {
    searched = { words, max, ...readEdges(fold(words.slice(0, max)).slice(0, max)) };
  }
  return searched;
}

/** A word begins or ends between two characters of which one is no part of a word, or its own needs no spaces. */
function readEdges(text: string): Searched {
  const nextStart = new Uint16Array(text.length + 1).fill(text.length);
  const isEnd = new Uint8Array(text.length + 1);
  let [isPartBefore, isFreeBefore, at] = [false, true, 0];
  for (const sign of `${text} `) {
    const isPart = partOfWord.test(sign);
    const isFree = !isPart || unspaced.test(sign);
    if (isFree || !isPartBefore) nextStart[at] = at;
    if (isFreeBefore || !isPart) isEnd[at] = 1;
    [isPartBefore, isFreeBefore] = [isPart, isFree];
    at += sign.length;
  }
  for (let place = text.length - 1; place >= 0; place -= 1) {
    if (nextStart[place] !== place) nextStart[place] = nextStart[place + 1] ?? text.length;
  }
  return { text, nextStart, isEnd };
}

function stands(keyword: string, { text, nextStart, isEnd }: Searched): boolean {
  if (keyword === '') return false;
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, nextStart[at + 1])) {
    if (nextStart[at] === at && isEnd[at + keyword.length] === 1) return true;
  }
  return false;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
