const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const startsWithLetterOrDigit = /^[\p{L}\p{N}]/u;

/** One or two characters that stand for a name until there is a picture: first and last word, whole graphemes. */
export function initials(name: string): string {
  const words = wordsOf(name.trim())
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ''))
    .filter((word) => word !== '');
  const spoken = words.filter((word) => startsWithLetterOrDigit.test(word));
  const chosen = spoken.length > 0 ? spoken : words;
  const first = firstGrapheme(chosen[0] ?? '');
  const last = chosen.length > 1 ? firstGrapheme(chosen.at(-1) ?? '') : '';
  return (first + last).toLocaleUpperCase('en') || '?';
}

/** "Release 2.4" has two words; dots and dashes divide only where nothing else does, as in "ines.duarte". */
function wordsOf(name: string): string[] {
  const words = name.split(/\s+/u);
  return words.length > 1 ? words : name.split(/[._-]+/u);
}

function firstGrapheme(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment;
  return '';
}
