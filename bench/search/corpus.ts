/** What is said in a place whose history is searched: as often as words are said, a few very often and most of them hardly ever. */

const syllables =
  'ba be bi bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi za'.split(
    ' ',
  );
const wordCount = 40_000;
const japanese = [
  '明日の会議は三時からです',
  '資料を確認してください',
  '今日は天気がいいですね',
  '電車が遅れています',
  '新しい機能を試しました',
  '東京の事務所に行きます',
];
/** Of so many messages one is Japanese. */
const japaneseEvery = 20;

/** A number from 0 to 1 that belongs to these two, the same in every run. */
function chanceOf(one: number, other: number): number {
  let mixed = (Math.imul(one + 1, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca6b)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** The word of a rank: 0 is the one that is said most. Frequent words are short. */
function wordOf(rank: number): string {
  const length = 2 + Math.floor(Math.log10(rank + 1) / 1.6) + (rank % 2);
  const parts = Array.from(
    { length },
    (_, place) => syllables[Math.floor(chanceOf(rank, place + 7) * syllables.length)],
  );
  return parts.join('');
}

/** What the message of a chat says: some 120 characters. */
export function textOf(chat: number, turn: number): string {
  const seed = chat * 1_000_003 + turn;
  if (seed % japaneseEvery === 0) {
    return `${japanese[Math.floor(chanceOf(seed, 1) * japanese.length)]}。${japanese[Math.floor(chanceOf(seed, 2) * japanese.length)]}`;
  }
  const length = 8 + Math.floor(chanceOf(seed, 3) * 25);
  return Array.from({ length }, (_, place) => wordOf(rankAt(seed, place))).join(' ');
}

/** By Zipf's law. */
function rankAt(seed: number, place: number): number {
  return Math.min(wordCount - 1, Math.floor(Math.exp(chanceOf(seed, place + 11) * Math.log(wordCount))) - 1);
}

export const rareWords = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => wordOf(30_000 + place * 131));
export const frequentWords = (count: number): string[] => Array.from({ length: count }, (_, place) => wordOf(place));
export const middleWords = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => wordOf(300 + place * 17));
export const japanesePairs = ['会議', '資料', '天気', '電車', '機能', '東京', '確認', '今日'];

/** Three words as they follow each other in a message. */
export function phraseOf(chat: number, turn: number): string {
  return `"${textOf(chat, turn).split(' ').slice(2, 5).join(' ')}"`;
}
