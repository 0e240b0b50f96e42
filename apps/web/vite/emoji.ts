import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { normalizeEmoji } from '@confab/protocol/emoji';
import type { Plugin } from 'vite';
import type { EmojiRow } from '../src/features/emoji/emoji-row.ts';
import { namesLanguage } from '../src/features/emoji/names-language.ts';
import { withTone } from '../src/features/emoji/with-tone.ts';

const name = /^virtual:emoji(?:\/[a-z-]+)?$/;
const resolved = /^\0virtual:emoji(?:\/(?<language>[a-z-]+))?$/;
const locales = join(import.meta.dirname, '../src/locales');
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

/**
 * `import { languages } from 'virtual:emoji'`: all emoji with their names in each language of the page, of which a picker needs a
 * tenth of what Emojibase tells.
 */
export function emojiData(): Plugin {
  return {
    name: 'emoji-data',
    resolveId: { filter: { id: name }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: resolved },
      async handler(id) {
        const language = resolved.exec(id)?.groups?.['language'];
        const code = language === undefined ? await writeLanguages() : await writeEmoji(language);
        return { code, map: null, moduleType: 'js' };
      },
    },
  };
}

async function writeLanguages(): Promise<string> {
  const loads = languagesOf(await readdir(locales)).map((language) => {
    const id = JSON.stringify(`virtual:emoji/${language}`);
    return `${JSON.stringify(language)}: () => import(${id})`;
  });
  return `export const languages = { ${loads.join()} };`;
}

/** A text is read faster than the same as code. */
async function writeEmoji(language: string): Promise<string> {
  return `export const emoji = JSON.parse(${JSON.stringify(JSON.stringify(await readEmoji(language)))});`;
}

/** Those that Emojibase has names in, of the catalogues of the page. */
export function languagesOf(files: readonly string[]): string[] {
  const known = readdirSync(dirname(pathOf('package.json')));
  const tags = files.filter((file) => file.endsWith('.po')).map((file) => file.slice(0, -'.po'.length));
  return [...new Set(tags.map((tag) => namesLanguage(tag, known)))];
}

/** In the order in which people know them. */
export async function readEmoji(language: string): Promise<EmojiRow[]> {
  const entries = await readData<Entry[]>(`${language}/compact.json`);
  // Names of other programs, as ":tada:", are English wherever one writes.
  const shortcodes = await readData<Record<string, string | string[]>>('en/shortcodes/github.json');
  return entries
    .filter(({ group }) => group !== undefined && group !== componentGroup)
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .flatMap(({ unicode, hexcode, label, tags = [], group = 0, skins = [] }): EmojiRow[] => {
      const emoji = normalizeEmoji(unicode);
      if (emoji === null) return [];
      const codes = [shortcodes[hexcode] ?? []].flat();
      const words = tags.filter((word) => !label.includes(word) && !codes.includes(word));
      return [
        [
          emoji,
          label,
          [...new Set(words), ...codes.map((code) => `:${code}`)].join(' '),
          group,
          hasTones(emoji, skins) ? 1 : 0,
        ],
      ];
    });
}

/** Those that have two people with a tone each have more forms than a choice of one tone makes. */
function hasTones(emoji: string, skins: readonly { unicode: string }[]): boolean {
  const forms = new Set(skins.map(({ unicode }) => normalizeEmoji(unicode)));
  return forms.size > 0 && [1, 2, 3, 4, 5].every((tone) => forms.has(withTone(emoji, tone)));
}

async function readData<Data>(file: string): Promise<Data> {
  return JSON.parse(await readFile(pathOf(file), 'utf8')) as Data;
}

function pathOf(file: string): string {
  return createRequire(import.meta.url).resolve(`emojibase-data/${file}`);
}
