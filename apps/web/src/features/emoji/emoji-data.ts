import { foldText } from '../../lib/fold-text.ts';

/** Emoji, name, other words for it, group, and whether it comes in tones of skin. */
export type EmojiRow = readonly [emoji: string, name: string, words: string, group: number, hasTones: 0 | 1];

export type Emoji = {
  emoji: string;
  name: string;
  group: number;
  hasTones: boolean;
  /** What it is found by, folded: the words of its name, then others. */
  nameWords: readonly string[];
  words: readonly string[];
};

type Load = () => Promise<{ emoji: readonly EmojiRow[] }>;

const english: Load = () => import('virtual:emoji/en');
/** By the language of the page; another one is a line here. */
const languages: Readonly<Record<string, Load>> = { en: english };

let loading: Promise<readonly Emoji[]> | null = null;
let known: readonly Emoji[] = [];

/** All of them, in the order in which people know them. Asked for again after a failure. */
export function loadEmoji(): Promise<readonly Emoji[]> {
  loading ??= read().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Those that were loaded. */
export function knownEmoji(): readonly Emoji[] {
  return known;
}

async function read(): Promise<readonly Emoji[]> {
  const load = languages[document.documentElement.lang] ?? english;
  const { emoji } = await load();
  known = emoji.map(([sign, name, words, group, hasTones]) => ({
    emoji: sign,
    name,
    group,
    hasTones: hasTones === 1,
    nameWords: wordsOf(name),
    words: wordsOf(words),
  }));
  return known;
}

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[\s_:,]+/u)
    .filter((word) => word !== '');
}
