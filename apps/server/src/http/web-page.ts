import { readFileSync } from 'node:fs';
import type { Config } from '../config/index.ts';
import { contentTypeOf } from './content-types.ts';
import { MemoryFile } from './memory-file.ts';
import { pagePolicy } from './security-headers.ts';

interface PageFacts extends Pick<Config, 'publicUrl'> {
  /** Nobody has an account yet. */
  isEmpty?: boolean;
  /** The place sends mail: people log in by their e-mail addresses, too. */
  hasMail?: boolean;
}

/** A page of the web app, with the policy that lets in the scripts written in it. Which page comes depends on the session. */
export function readWebPage(path: string, facts: PageFacts): MemoryFile {
  const html = readFileSync(path, 'utf8');
  const headers = {
    type: contentTypeOf(path),
    cacheControl: 'no-cache',
    others: { 'content-security-policy': pagePolicy(html), vary: 'accept-encoding, cookie' },
  };
  const told = withFacts(html, facts);
  if (told === html) return MemoryFile.read(path, headers);
  const file = new MemoryFile(Buffer.from(told), headers);
  // Until then, and where that fails, it goes out as it is.
  file.compress().catch(() => undefined);
  return file;
}

/**
 * What the page would have to ask for. Sessions of an https server are for https alone: a page that was opened over http
 * can't tell by itself why nobody stays logged in, and reads the address to go to from here.
 */
function withFacts(html: string, { publicUrl, isEmpty = false, hasMail = false }: PageFacts): string {
  const facts = [
    ...(publicUrl?.startsWith('https:') === true
      ? [`<meta name="confab-https" content="${new URL(publicUrl).origin}">`]
      : []),
    ...(hasMail ? ['<meta name="confab-mail" content="on">'] : []),
    ...(isEmpty ? ['<meta name="confab-accounts" content="none">'] : []),
  ];
  return facts.length === 0 ? html : html.replace('<head>', () => ['<head>', ...facts].join('\n    '));
}
