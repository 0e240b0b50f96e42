/** What is answered here: pages of the app, and files that carry a hash in their name. Null for all else, the API above all. */
export function whatIsAsked(
  { url, method, mode }: Pick<Request, 'url' | 'method' | 'mode'>,
  ownOrigin: string,
): 'page' | 'file' | null {
  const { origin, pathname, search } = new URL(url);
  if (method !== 'GET' || origin !== ownOrigin) return null;
  if (mode === 'navigate') return isPage(pathname) ? 'page' : null;
  // With a query it is asked for once more because it failed (lib/load-chunk.ts).
  return pathname.startsWith('/assets/') && search === '' ? 'file' : null;
}

/** As the server has it: neither the API, nor a file, nor what a machine asks for. */
function isPage(pathname: string): boolean {
  return !/^\/(?:api|docs|healthz|readyz|metrics)(?:\/|$)/i.test(pathname) && !/\.\w{1,11}$/.test(pathname);
}
