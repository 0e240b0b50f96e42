const script = (name: string): RegExp => new RegExp(`\\p{Script=${name}}`, 'u');
const latin = script('Latin');
/** Those that one text in Chinese, Japanese or Korean is written in, often beside Latin letters and without a space. */
const eastAsian = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul'].map(script);
/** Other scripts in wide use (UAX 31, table 5) whose letters are not taken for Latin ones. */
const distinct = [
  'Arabic',
  'Bengali',
  'Devanagari',
  'Ethiopic',
  'Gujarati',
  'Gurmukhi',
  'Hebrew',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
].map(script);
/** Scripts that share shapes with Latin and with each other: a word has letters of one of them and nothing else. */
const alike = ['Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Cherokee', 'Coptic', 'Lisu'].map(script);
const known = [latin, ...eastAsian, ...distinct, ...alike].map(({ source }) => source).join('');
/** Scripts of few names today (Deseret, Canadian syllabics, Carian, …): among them are the shapes of most Latin letters. */
const rare = new RegExp(`[\\p{L}--[${known}\\p{Script=Common}\\p{Script=Inherited}]]`, 'v');

/**
 * Whether one word holds letters of several scripts, by "moderately restrictive" of UTS 39, 5.2, but for two things: a
 * distinct script may stand beside East Asian ones too, and Armenian and Georgian not beside Latin.
 */
export function mixesScripts(word: string): boolean {
  const has = (pattern: RegExp): boolean => pattern.test(word);
  const others = [...distinct, ...alike, rare].filter(has);
  const [other] = others;
  if (other === undefined) return false;
  return others.length > 1 || (!distinct.includes(other) && [latin, ...eastAsian].some(has));
}

/** Whether one word holds digits of several systems (UTS 39, 5.3), or of another one than Latin letters have. */
export function mixesDigits(word: string): boolean {
  const systems = new Set((word.match(/\p{Nd}/gu) ?? []).map(digitSystem));
  if (latin.test(word)) systems.add(digitSystem('0'));
  return systems.size > 1;
}

/** The ten digits of a system stand in one row of 16 code points. Full-width ones are those of ASCII. */
function digitSystem(digit: string): number {
  return (digit.normalize('NFKC').codePointAt(0) ?? 0) >> 4;
}
