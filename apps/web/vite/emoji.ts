import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { normalizeEmoji } from '@confab/protocol/emoji';
import type { Plugin } from 'vite';
import type { EmojiRow } from '../src/features/emoji/emoji-data.ts';
import { withTone } from '../src/features/emoji/with-tone.ts';

const name = /^virtual:emoji\/(?<language>[a-z-]+)$/;
const resolved = /^\0virtual:emoji\/(?<language>[a-z-]+)$/;
/** Parts of other emoji, as skin tones are. */
const componentGroup = 2;

/** As emojibase-data has it. */
type Entry = {
  label: string;
  tags?: string[];
  unicode: string;
  hexcode: string;
  group?: number;
  order?: number;
  skins?: { unicode: string }[];
};

/** `import('virtual:emoji/en')`: all emoji with their names in a language, of which a picker needs a tenth of what Emojibase tells. */
export function emojiData(): Plugin {
  return {
    name: 'emoji-data',
    resolveId: { filter: { id: name }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: resolved },
      async handler(id) {
        const rows = await readEmoji(resolved.exec(id)?.groups?.['language'] ?? 'en');
        // A text is read faster than the same as code.
        return {
          code: `export const emoji = JSON.parse(${JSON.stringify(JSON.stringify(rows))});`,
          map: null,
          moduleType: 'js',
        };
      },
    },
  };
}

async function readEmoji(language: string): Promise<EmojiRow[]> {
  const entries = await readData<Entry[]>(`${language}/compact.json`);
  // Names of other programs, as ":tada:", are English wherever one writes.
  const shortcodes = await readData<Record<string, string | string[]>>('en/shortcodes/github.json');
  return entries
    .filter(({ group }) => group !== undefined && group !== componentGroup)
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .flatMap(({ unicode, hexcode, label, tags = [], group = 0, skins = [] }): EmojiRow[] => {
      const emoji = normalizeEmoji(unicode);
      if (emoji === null) return [];
      const words = [...tags, ...[shortcodes[hexcode] ?? []].flat()].filter((word) => !label.includes(word));
      return [[emoji, label, [...new Set(words)].join(' '), group, hasTones(emoji, skins) ? 1 : 0]];
    });
}

/** Those that have two people with a tone each have more forms than a choice of one tone makes. */
function hasTones(emoji: string, skins: readonly { unicode: string }[]): boolean {
  const forms = new Set(skins.map(({ unicode }) => normalizeEmoji(unicode)));
  return forms.size > 0 && [1, 2, 3, 4, 5].every((tone) => forms.has(withTone(emoji, tone)));
}

async function readData<Data>(file: string): Promise<Data> {
  const path = createRequire(import.meta.url).resolve(`emojibase-data/${file}`);
  return JSON.parse(await readFile(path, 'utf8')) as Data;
}
