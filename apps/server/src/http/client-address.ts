import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address of whoever asks, for requests that Fastify does not see: upgrades. Proxies are believed only if trusted. */
export function createAddressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = createProxyTest(trustedProxies);
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

/** Whether an address is one of the trusted proxies'. */
export function createProxyTest(trustedProxies: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList();
  for (const range of trustedProxies) trust(trusted, range);
  return (address) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && trusted.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
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
