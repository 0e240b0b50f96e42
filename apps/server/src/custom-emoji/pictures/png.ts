import { partOf, type Read } from './part-of.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Pixels, their colours and how they move (PNG, third edition). Others tell where and by what it was taken, or are not known. */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'acTL', 'fcTL', 'fdAT', 'IDAT', 'IEND']);

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

export function readPng(bytes: Buffer): Read | null {
  const parts: Buffer[] = [signature];
  const types: string[] = [];
  for (let at = signature.length; types.at(-1) !== 'IEND';) {
    const length = partOf(bytes, at, 4).readUInt32BE();
    const chunk = partOf(bytes, at, length + 12);
    const type = chunk.toString('latin1', 4, 8);
    types.push(type);
    if (kept.has(type)) parts.push(chunk);
    at += chunk.length;
  }
  if (types[0] !== 'IHDR' || !types.includes('IDAT')) return null;
  const [, header = Buffer.alloc(0)] = parts;
  const size = partOf(header, 8, 13);
  return { bytes: Buffer.concat(parts), width: size.readUInt32BE(0), height: size.readUInt32BE(4) };
}
