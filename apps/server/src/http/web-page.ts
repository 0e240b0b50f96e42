import { readFileSync } from 'node:fs';
import type { Config } from '../config/index.ts';
import { MemoryFile } from './memory-file.ts';
import { pagePolicy } from './security-headers.ts';

/** A page of the web app, with the policy that lets in the scripts written in it. Which page comes depends on the session. */
export function readWebPage(path: string, type: string, { publicUrl }: Pick<Config, 'publicUrl'>): MemoryFile {
  const html = readFileSync(path, 'utf8');
  const headers = {
    type,
    cacheControl: 'no-cache',
    others: { 'content-security-policy': pagePolicy(html), vary: 'accept-encoding, cookie' },
  };
  if (publicUrl?.startsWith('https:') !== true) return MemoryFile.read(path, headers);
  const file = new MemoryFile(Buffer.from(withHttpsAddress(html, publicUrl)), headers);
  // Until then, and where that fails, it goes out as it is.
  file.compress().catch(() => undefined);
  return file;
}

/**
 * Sessions are for https alone here. A page that was opened over http can't tell by itself why nobody stays logged in; it
 * reads the address to go to from this.
 */
function withHttpsAddress(html: string, publicUrl: string): string {
  const { origin } = new URL(publicUrl);
  return html.replace('<head>', () => `<head>\n    <meta name="confab-https" content="${origin}">`);
}
