import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/index.ts';

/** Where a page that speaks to us may come from: the one answer, for REST and for sockets. */
export interface OriginPolicy {
  /**
   * Whether a request that changes something, carried by a cookie, was made by a page of ours. Browsers say so with
   * `Sec-Fetch-Site` or `Origin`; a program that is no browser sends neither and has no cookie that others could use.
   */
  allowsWrite(headers: IncomingHttpHeaders): boolean;
  /**
   * Whether a socket may be opened. A browser names the page's origin, and a page can't make it leave it out or lie. A
   * client that names none is no browser, and carries no cookie that it was not given, unless it says in other ways that it
   * is one after all (A15). `null`, as from a sandboxed page, is nobody's.
   */
  allowsSocket(headers: IncomingHttpHeaders): boolean;
}

export function createOriginPolicy({
  publicUrl,
  allowedOrigins,
}: Pick<Config, 'publicUrl' | 'allowedOrigins'>): OriginPolicy {
  // As a browser writes an origin: without the port that its scheme implies.
  const configured = new Set([...allowedOrigins, ...(publicUrl === undefined ? [] : [publicUrl])].map(normalize));
  const allows = (origin: string, host: string | undefined): boolean =>
    configured.has(normalize(origin)) || isSameHost(origin, host);
  return {
    allowsWrite({ origin, host, 'sec-fetch-site': site }) {
      if (origin !== undefined) return allows(origin, host);
      return site === undefined || site === 'same-origin' || site === 'none';
    },
    allowsSocket: (headers) =>
      headers.origin === undefined ? !looksLikeBrowser(headers) : allows(headers.origin, headers.host),
  };
}

function normalize(origin: string): string {
  return URL.parse(origin)?.origin ?? origin;
}

// The scheme is left out: a proxy that ends TLS hides it from us.
function isSameHost(origin: string, host: string | undefined): boolean {
  const url = URL.parse(origin);
  return url !== null && host !== undefined && url.host !== '' && url.host === withoutDefaultPort(host, url.protocol);
}

function withoutDefaultPort(host: string, protocol: string): string {
  return URL.parse(`${protocol}//${host}`)?.host ?? '';
}

function looksLikeBrowser(headers: IncomingHttpHeaders): boolean {
  // Not by Sec-Fetch-Mode: Node's own WebSocket client sends it too.
  const saysSo = 'sec-fetch-site' in headers || headers['user-agent']?.startsWith('Mozilla/') === true;
  return headers.cookie !== undefined && saysSo;
}
