/** What is left of Exif: how the picture is turned, 1–8. */
const orientationTag = 0x0112;

/** The orientation that a block of Exif (a TIFF, without `Exif\0\0` before it) tells; 1, as it is, where it tells none. */
export function readOrientation(tiff: Buffer): number {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return 1;
  const u16 = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const at = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (at + 2 > tiff.length) return 1;
  const entries = u16(at);
  for (let n = 0; n < entries; n += 1) {
    const entry = at + 2 + n * 12;
    if (entry + 12 > tiff.length) return 1;
    if (u16(entry) !== orientationTag) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A block of Exif that tells nothing else. */
export function exifOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(orientationTag, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
