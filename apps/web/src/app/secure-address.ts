/**
 * Where to open this page instead, or null if here is right. A server whose people come by https says so in the page, and
 * its session cookie goes over nothing else: over http a log-in would seem to work and be forgotten at once.
 */
export function readSecureAddress(): string | null {
  // https, or this very machine, to which browsers give such cookies too.
  if (window.isSecureContext) return null;
  const origin = document.querySelector<HTMLMetaElement>('meta[name="confab-https"]')?.content;
  if (origin === undefined || !origin.startsWith('https:')) return null;
  const { pathname, search, hash } = window.location;
  return origin + pathname + search + hash;
}
