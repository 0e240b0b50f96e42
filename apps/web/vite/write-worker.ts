import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { compileScript } from './compile-script.ts';

type Bundle = Record<string, { type: string; moduleIds?: string[]; fileName: string }>;

/** Fetched by the few who want them, and kept then: emoji to pick from, colours of code, other languages. */
const isOnDemand =
  /\/highlight\.js\/|\/features\/text\/highlight\/|virtual:emoji|emojibase|\/locales\/|\/lib\/translate\.ts$/;
/** Western letters. Others come with the first word that is written in them. */
const isFont = /^assets\/inter-latin-wght-normal-[\w-]+\.woff2$/;

/**
 * The script of the service worker. It names the files that the app can't do without, and the page: with another build, or another
 * page, it is another script, which is how a browser finds out.
 */
export async function writeWorker(bundle: Bundle, build: string, page: string): Promise<string> {
  const shell = Object.values(bundle)
    .filter(isOfShell)
    .map(({ fileName }) => `/${fileName}`);
  const code = await compileScript({
    entry: fileURLToPath(new URL('../src/worker/worker.ts', import.meta.url)),
    values: { CONFAB_BUILD: build, CONFAB_SHELL: shell.toSorted() },
  });
  return `${code}\n// ${createHash('sha256').update(page).digest('base64url')}\n`;
}

function isOfShell({ type, fileName, moduleIds = [] }: Bundle[string]): boolean {
  if (type === 'asset') return isFont.test(fileName);
  return fileName.endsWith('.js') && !(moduleIds.length > 0 && moduleIds.every((id) => isOnDemand.test(id)));
}
