import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/index.ts';

/** Where a page that speaks to us may come from. */
export interface OriginPolicy {
  /** A browser's `Origin` that is ours or configured. `null`, a missing one and everything else are not. */
  allows(headers: IncomingHttpHeaders): boolean;
  /**
   * Whether a request that changes something, carried by a cookie, was made by a page of ours. Browsers say so with
   * `Sec-Fetch-Site` or `Origin`; a program that is no browser sends neither and has no cookie that others could use.
   */
  allowsWrite(headers: IncomingHttpHeaders): boolean;
}

export function createOriginPolicy({
  publicUrl,
  allowedOrigins,
}: Pick<Config, 'publicUrl' | 'allowedOrigins'>): OriginPolicy {
  const configured = new Set([...allowedOrigins, ...(publicUrl === undefined ? [] : [publicUrl])]);
  const allows = ({ origin, host }: IncomingHttpHeaders): boolean => {
    if (origin === undefined) return false;
    return configured.has(origin) || isSameHost(origin, host);
  };
  return {
    allows,
    allowsWrite(headers) {
      if (headers.origin !== undefined) return allows(headers);
      const site = headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    },
  };
}

// The scheme is left out: a proxy that ends TLS hides it from us.
function isSameHost(origin: string, host: string | undefined): boolean {
  const url = URL.parse(origin);
  return url !== null && host !== undefined && url.host !== '' && url.host === withoutDefaultPort(host, url.protocol);
}

function withoutDefaultPort(host: string, protocol: string): string {
  return URL.parse(`${protocol}//${host}`)?.host ?? '';
}
