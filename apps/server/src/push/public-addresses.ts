import { BlockList, isIP } from 'node:net';

/**
 * Where no push service is that others can reach: this machine, its networks, and whatever leads there by another name. A client
 * names the address that this server sends to; it must not reach what the server can reach and the client can't.
 */
const notPublic: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Shared by the customers of a provider (RFC 6598).
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local: the metadata of cloud machines is there.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  // The relays of 6to4.
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  // For benchmarks (RFC 2544), then documentation, multicast, and what is reserved, broadcast among it.
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // All of IPv6 that holds an IPv4 address: compatible, translated, NAT64 (both), Teredo, 6to4. One that is mapped counts as what it holds.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 23],
  ['2002::', 16],
  // Discard-only, documentation (both), segment routing, unique local, link-local, site-local, multicast.
  ['100::', 64],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const blocked = new BlockList();
for (const [address, bits] of notPublic) blocked.addSubnet(address, bits, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Of an address in digits, without the brackets of a URL. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !address.includes('%') && !blocked.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
