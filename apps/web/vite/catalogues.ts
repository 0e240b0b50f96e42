import { readFile } from 'node:fs/promises';
import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { parsePo } from 'pofile-ts';
import type { Plugin } from 'vite';
import { disguise } from './disguise.ts';

const catalogue = /\.po(?:\?(?<what>pseudo|said))?$/;
/** What the worker is compiled of: its words are in there. */
const workerProject = new URL('../tsconfig.worker.json', import.meta.url);

/** `import('./locales/de.po')`: translations by their English, compiled so that a browser need not read ICU's syntax. */
export function catalogues(): Plugin {
  return {
    name: 'catalogues',
    load: {
      filter: { id: catalogue },
      async handler(id) {
        const what = catalogue.exec(id)?.groups?.['what'];
        const path = id.replace(/\?.*$/, '');
        this.addWatchFile(path);
        const text = await readFile(path, 'utf8');
        const code =
          what === 'said'
            ? `export const ids = ${JSON.stringify(await idsInWorker(text))};`
            : `export const messages = ${JSON.stringify(compileCatalogue(text, what === 'pseudo'))};`;
        return { code, map: null, moduleType: 'js' };
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

/** Of what the service worker says, the English. */
async function idsInWorker(text: string): Promise<string[]> {
  const { include } = JSON.parse(await readFile(workerProject, 'utf8')) as { include: string[] };
  const paths = include.map((path) => path.replace(/^src\//, ''));
  return parsePo(text)
    .items.filter(({ references }) => references.some((file) => paths.some((path) => file.startsWith(path))))
    .map(({ msgid }) => msgid);
}
