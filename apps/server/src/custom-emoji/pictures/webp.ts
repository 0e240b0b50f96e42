import { partOf, type Read } from './part-of.ts';

/** Pixels and how they move (RFC 9649). Others tell where and by what it was taken, or are not known. */
const kept = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF']);
/** Of the header: that there is transparency, and that it moves. Not that there is a profile, EXIF or XMP. */
const keptFlags = 0x12;

export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

export function readWebp(bytes: Buffer): Read | null {
  const end = partOf(bytes, 4, 4).readUInt32LE() + 8;
  const body = partOf(bytes, 12, end - 12);
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const length = partOf(body, at + 4, 4).readUInt32LE();
    const chunk = Buffer.from(partOf(body, at, 8 + length + (length % 2)));
    if (kept.has(typeOf(chunk))) chunks.push(chunk);
    at += chunk.length;
  }
  const [first] = chunks;
  const size = first && sizeIn(first);
  const hasPixels = chunks.some((chunk) => ['VP8 ', 'VP8L', 'ANMF'].includes(typeOf(chunk)));
  if (!first || !size || !hasPixels) return null;
  if (typeOf(first) === 'VP8X') first.writeUInt8(first.readUInt8(8) & keptFlags, 8);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(
    chunks.reduce((sum, { length }) => sum + length, 4),
    4,
  );
  return { bytes: Buffer.concat([header, ...chunks]), ...size };
}

function typeOf(chunk: Buffer): string {
  return chunk.toString('latin1', 0, 4);
}

/** As the first chunk says it: of all of it, or of the one image that there is. */
function sizeIn(chunk: Buffer): { width: number; height: number } | null {
  switch (typeOf(chunk)) {
    case 'VP8X':
      return { width: chunk.readUIntLE(12, 3) + 1, height: chunk.readUIntLE(15, 3) + 1 };
    case 'VP8 ':
      if (chunk.readUIntBE(11, 3) !== 0x9d012a) return null;
      return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
    case 'VP8L': {
      if (chunk.readUInt8(8) !== 0x2f) return null;
      const bits = chunk.readUInt32LE(9);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}
