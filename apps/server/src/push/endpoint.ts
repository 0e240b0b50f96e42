import { isIP } from 'node:net';
import { isPublicAddress } from './public-addresses.ts';

/** Where this server may send to: `private` allows addresses that others can't reach, and plain HTTP. */
export interface Reach {
  private: boolean;
}

/** The address of a push service, or why it is none that is sent to. A name is looked up when it is sent to. */
export function readEndpoint(text: string, reach: Reach): URL | string {
  const url = URL.parse(text);
  if (!url) return 'a URL';
  if (url.protocol !== 'https:' && !(reach.private && url.protocol === 'http:'))
    return 'a URL that begins with https://';
  if (url.username !== '' || url.password !== '') return 'a URL without a name and password in it';
  if (!reach.private && !isPublicHost(url.hostname)) return 'a URL of a host that others can reach';
  return url;
}

/** As the URL standard writes hosts: addresses in every spelling come out as digits, of IPv6 in brackets. */
export function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) === 0 ? hostname.includes('.') && !/\.?localhost\.?$/.test(hostname) : isPublicAddress(address);
}
