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
  /** What the place is called: it is in the title. Left out: as the page has it. */
  placeName?: string;
}

/** A page of the web app as the build wrote it. What is told in it may become another while the build on the disk may, too. */
export interface WebPage {
  with(facts: PageFacts): MemoryFile;
}

/** A page, with the policy that lets in the scripts written in it. Which page comes depends on the session. */
export function readWebPage(path: string): WebPage {
  const html = readFileSync(path, 'utf8');
  const headers = {
    type: contentTypeOf(path),
    cacheControl: 'no-cache',
    others: { 'content-security-policy': pagePolicy(html), vary: 'accept-encoding, cookie' },
  };
  const asBuilt = MemoryFile.read(path, headers);
  return {
    with(facts) {
      const told = withFacts(html, facts);
      if (told === html) return asBuilt;
      const file = new MemoryFile(Buffer.from(told), headers);
      // Until then, and where that fails, it goes out as it is.
      file.compress().catch(() => undefined);
      return file;
    },
  };
}

/**
 * What the page would have to ask for. Sessions of an https server are for https alone: a page that was opened over http
 * can't tell by itself why nobody stays logged in, and reads the address to go to from here.
 */
function withFacts(page: string, { publicUrl, isEmpty = false, hasMail = false, placeName }: PageFacts): string {
  const html = placeName === undefined ? page : withTitle(page, placeName);
  const facts = [
    ...(publicUrl?.startsWith('https:') === true
      ? [`<meta name="confab-https" content="${new URL(publicUrl).origin}">`]
      : []),
    ...(hasMail ? ['<meta name="confab-mail" content="on">'] : []),
    ...(isEmpty ? ['<meta name="confab-accounts" content="none">'] : []),
  ];
  return facts.length === 0 ? html : html.replace('<head>', () => ['<head>', ...facts].join('\n    '));
}

function withTitle(html: string, title: string): string {
  const written = title.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));
  return html.replace(/<title>[^<]*<\/title>/, () => `<title>${written}</title>`);
}
