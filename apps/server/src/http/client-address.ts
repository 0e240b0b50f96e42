import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address of whoever asks, for requests that Fastify does not see: upgrades. Proxies are believed only if trusted. */
export function createAddressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const range of trustedProxies) trust(trusted, range);
  const isTrusted = (address: string): boolean => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (request) => {
    let address = plainAddress(request.socket.remoteAddress ?? '');
    const hops = String(request.headers['x-forwarded-for'] ?? '').split(',');
    // From the nearest hop outwards, as long as the one that says so is trusted.
    while (isIP(address) && isTrusted(address)) {
      const next = plainAddress(hops.pop()?.trim() ?? '');
      if (!isIP(next)) return address;
      address = next;
    }
    return address;
  };
}

function trust(list: BlockList, range: string): void {
  if (range === 'loopback') {
    list.addSubnet('127.0.0.0', 8, 'ipv4');
    list.addAddress('::1', 'ipv6');
    return;
  }
  const [address = '', bits] = range.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
