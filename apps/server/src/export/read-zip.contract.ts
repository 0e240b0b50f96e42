import { inflateRawSync, crc32 } from 'node:zlib';

/** What is in an archive of `zipOf`, by its directory, as other readers find it. For tests. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x0605_4b50) throw new Error('This is no whole archive.');
  const end64 = Number(archive.readBigUInt64LE(end - 20 + 8));
  let at = Number(archive.readBigUInt64LE(end64 + 48));
  const files = new Map<string, Buffer>();
  while (at < end64) {
    const [method, crc, length] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 16),
      archive.readUInt16LE(at + 28),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + length);
    const extra = at + 46 + length + 4;
    const [size, packed, offset] = [0, 8, 16].map((place) => Number(archive.readBigUInt64LE(extra + place))) as [
      number,
      number,
      number,
    ];
    const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
    const bytes = archive.subarray(start, start + packed);
    const content = method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes);
    if (content.length !== size || crc32(content) !== crc) throw new Error(`${name} is not what its directory says.`);
    files.set(name, content);
    at += 46 + length + archive.readUInt16LE(at + 30);
  }
  return files;
}
