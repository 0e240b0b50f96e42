import { partOf, type Read } from './part-of.ts';

const [extension, image, end] = [0x21, 0x2c, 0x3b];
const [graphicControl, application] = [0xf9, 0xff];
/** Says how often it is shown again. Other applications tell of the picture. */
const repeats = '\x0bNETSCAPE2.0';

export function isGif(bytes: Buffer): boolean {
  return /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6));
}

export function readGif(bytes: Buffer): Read | null {
  const header = partOf(bytes, 0, 13);
  let width = header.readUInt16LE(6);
  let height = header.readUInt16LE(8);
  let at = 13 + tableLength(header.readUInt8(10));
  const parts = [partOf(bytes, 0, at)];
  let images = 0;
  for (let kind = bytes.readUInt8(at); kind !== end; kind = bytes.readUInt8(at)) {
    const begin = at;
    if (kind === image) {
      const descriptor = partOf(bytes, at, 10);
      // Browsers make room for an image that is larger than the whole.
      width = Math.max(width, descriptor.readUInt16LE(1) + descriptor.readUInt16LE(5));
      height = Math.max(height, descriptor.readUInt16LE(3) + descriptor.readUInt16LE(7));
      at = endOfBlocks(bytes, at + 11 + tableLength(descriptor.readUInt8(9)));
      images += 1;
    } else if (kind === extension) at = endOfBlocks(bytes, at + 2);
    else return null;
    if (kind === image || isKept(bytes, begin)) parts.push(bytes.subarray(begin, at));
  }
  if (images === 0) return null;
  return { bytes: Buffer.concat([...parts, Buffer.of(end)]), width, height };
}

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes.readUInt8(at + 1);
  return label === graphicControl || (label === application && bytes.toString('latin1', at + 2, at + 14) === repeats);
}

/** Of the colours, where the flags say that there is one. */
function tableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** After the empty block that ends a row of them. */
function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += length + 1;
  return at + 1;
}
