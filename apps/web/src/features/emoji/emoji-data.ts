import { languages } from 'virtual:emoji';
import { type Emoji, toEmoji } from './emoji-row.ts';
import { namesLanguage } from './names-language.ts';

let loading: Promise<readonly Emoji[]> | null = null;
let known: readonly Emoji[] = [];

/** All of them with their names in the language of the page, in the order in which people know them. Asked for again after a failure. */
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
  const load = languages[namesLanguage(document.documentElement.lang, Object.keys(languages))];
  known = load ? (await load()).emoji.map(toEmoji) : [];
  return known;
}
