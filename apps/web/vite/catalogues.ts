import { readFile } from 'node:fs/promises';
import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { parsePo } from 'pofile-ts';
import type { Plugin } from 'vite';
import { disguise } from './disguise.ts';

const catalogue = /\.po(?<pseudo>\?pseudo)?$/;

/** `import('./locales/de.po')`: translations by their English, compiled so that a browser need not read ICU's syntax. */
export function catalogues(): Plugin {
  return {
    name: 'catalogues',
    load: {
      filter: { id: catalogue },
      async handler(id) {
        const isPseudo = catalogue.exec(id)?.groups?.['pseudo'] !== undefined;
        const path = id.replace(/\?.*$/, '');
        this.addWatchFile(path);
        const messages = compileCatalogue(await readFile(path, 'utf8'), isPseudo);
        return { code: `export const messages = ${JSON.stringify(messages)};`, map: null, moduleType: 'js' };
      },
    },
  };
}

/** What is not translated yet is left out: the page says it in English. */
function compileCatalogue(text: string, isPseudo: boolean): Record<string, CompiledMessage> {
  const messages: Record<string, CompiledMessage> = {};
  for (const { msgid, msgstr, obsolete } of parsePo(text).items) {
    const translated = isPseudo ? msgid : (msgstr[0] ?? '');
    if (!obsolete && translated !== '')
      messages[msgid] = compileMessageOrThrow(translated, isPseudo ? disguise : undefined);
  }
  return messages;
}
