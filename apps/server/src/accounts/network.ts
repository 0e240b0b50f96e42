import { isIP } from 'node:net';

/** How near an address is to another: what can be said in words without a map of the world. */
export type Nearness = 'same' | 'private' | 'other';

/** One network: the /24 of an IPv4 address, the /64 of an IPv6 one, which is what a line or a household has. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return address.split('.').slice(0, 3).join('.');
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** `own`: the address of whoever asks. */
export function nearnessOf(address: string, own: string | null): Nearness {
  if (own !== null && networkOf(address) === networkOf(own)) return 'same';
  return isPrivate(address) ? 'private' : 'other';
}

function isPrivate(address: string): boolean {
  if (isIP(address) === 4) {
    const [first = 0, second = 0] = address.split('.').map(Number);
    if (first === 10 || first === 127) return true;
    return (
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      (first === 169 && second === 254)
    );
  }
  return /^(?:::1$|f[cd]|fe[89ab])/i.test(address);
}
