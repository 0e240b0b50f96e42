import { isIP } from 'node:net';
import { z } from 'zod';
import { parseS3Address } from './s3-place.ts';

export function onOff(fallback: 'on' | 'off') {
  return z
    .enum(['on', 'off'])
    .default(fallback)
    .transform((value) => value === 'on');
}

/** Whole numbers in digits only: `0x1f` or `1e3` would be a surprise. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

/** Items separated by commas or white space; none where the variable is unset. `parse` gives null for a bad one. */
export function listOf(parse: (item: string) => string | null) {
  return z
    .string()
    .default('')
    .transform((text, context) => {
      const items: string[] = [];
      for (const item of text.split(/[\s,]+/).filter(Boolean)) {
        const parsed = parse(item);
        if (parsed === null) context.addIssue({ code: 'custom', message: `${item} is none` });
        else items.push(parsed);
      }
      return items;
    });
}

/** Scheme, host and port as a browser's `Origin` header writes them. */
export function parseOrigin(text: string): string | null {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return bare ? url.origin : null;
}

export const originSchema = z.string().transform((text, context) => {
  const origin = parseOrigin(text);
  if (origin !== null) return origin;
  context.addIssue({ code: 'custom', message: 'no origin' });
  return z.NEVER;
});

export const s3AddressSchema = z.string().transform((text, context) => {
  const address = parseS3Address(text);
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: 'no bucket' });
  return z.NEVER;
});

export function parseProxy(text: string): string | null {
  if (text === 'loopback') return text;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  // A zone is a name of this machine's: a proxy's address has none.
  if (!family || rest.length > 0 || address.includes('%')) return null;
  if (bits === undefined) return text;
  // With no bit of it everybody would be a proxy.
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128) ? text : null;
}
