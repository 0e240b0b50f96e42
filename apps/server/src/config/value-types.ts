import { isIP } from 'node:net';
import { z } from 'zod';

export function onOff(fallback: 'on' | 'off') {
  return z
    .enum(['on', 'off'])
    .default(fallback)
    .transform((value) => value === 'on');
}

/** Items separated by commas or white space; none where the variable is unset. */
export function listOf<Item extends z.ZodType<string>>(item: Item) {
  return z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(item));
}

/** Scheme, host and port as a browser's `Origin` header writes them. */
export const originSchema = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const plain =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (plain) return url.origin;
  context.addIssue({ code: 'custom', message: 'not an origin' });
  return z.NEVER;
});

export const proxySchema = z.string().refine(isProxyRange, 'not an address');

function isProxyRange(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (!family || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
