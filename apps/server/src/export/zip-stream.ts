import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive. `at`: milliseconds since 1970. */
export interface ZipEntry {
  /** With `/` between folders. */
  name: string;
  at: number;
  /** Text is UTF-8. Read when its turn comes, and no faster than the reader takes it. */
  chunks: AsyncIterable<Uint8Array | string>;
  /** Bytes that are packed already, such as pictures: kept as they are. */
  isPacked?: boolean;
}

/**
 * An entry of bytes that are open already: closed when whoever reads the archive goes on or away, also where they were never begun. A file
 * that nobody closes ends the process.
 */
export async function* openEntry(entry: Omit<ZipEntry, 'chunks'>, bytes: Readable): AsyncGenerator<ZipEntry> {
  try {
    yield { ...entry, chunks: bytes };
  } finally {
    bytes.destroy();
  }
}

interface WrittenEntry {
  name: Buffer;
  at: number;
  method: number;
  crc: number;
  size: number;
  packed: number;
  offset: number;
}

const deflated = 8;
const stored = 0;
/** Sizes follow the bytes, and names are UTF-8. */
const flags = 0x0808;
/** What needs 64 bits says so: Zip64, which each reader of the last twenty years knows. */
const version = 45;
const max32 = 0xffff_ffff;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3.10) made while it is read: memory is that of a few buffers, whatever is in it. An entry that fails
 * fails the stream, and what was read is no archive: its directory stands at the end.
 */
export function zipOf(entries: AsyncIterable<ZipEntry>): Readable {
  return Readable.from(write(entries), { objectMode: false, highWaterMark: 64 * 1_024 });
}

async function* write(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  for await (const { name, at, chunks, isPacked = false } of entries) {
    const method = isPacked ? stored : deflated;
    const entry = { name: Buffer.from(name), at, method, crc: 0, size: 0, packed: 0, offset };
    const header = localHeader(entry);
    yield header;
    const counted = count(chunks, entry);
    for await (const chunk of isPacked ? counted : deflate(counted)) {
      entry.packed += chunk.length;
      yield chunk;
    }
    const sizes = sizesAfter(entry);
    yield sizes;
    offset += header.length + entry.packed + sizes.length;
    written.push(entry);
  }
  let directory = 0;
  for (const entry of written) {
    const record = directoryRecord(entry);
    directory += record.length;
    yield record;
  }
  yield endOf(written.length, directory, offset);
}

async function* count(chunks: ZipEntry['chunks'], entry: WrittenEntry): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk as Uint8Array);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

async function* deflate(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // Whoever reads `packed` hears of an error of either.
  const packed = pipeline(Readable.from(chunks), createDeflateRaw(), () => {});
  for await (const chunk of packed) yield chunk as Buffer;
}

function localHeader({ name, at, method }: WrittenEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(dosTime(at), 10);
  header.writeUInt32LE(max32, 18);
  header.writeUInt32LE(max32, 22);
  header.writeUInt16LE(name.length, 26);
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function sizesAfter({ crc, packed, size }: WrittenEntry): Buffer {
  const sizes = Buffer.alloc(24);
  sizes.writeUInt32LE(0x0807_4b50, 0);
  sizes.writeUInt32LE(crc, 4);
  sizes.writeBigUInt64LE(BigInt(packed), 8);
  sizes.writeBigUInt64LE(BigInt(size), 16);
  return sizes;
}

function directoryRecord({ name, at, method, crc, packed, size, offset }: WrittenEntry): Buffer {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x0201_4b50, 0);
  // Made on Unix: with the rights of a file, or readers give it none.
  record.writeUInt16LE((3 << 8) | version, 4);
  record.writeUInt16LE(version, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(method, 10);
  record.writeUInt32LE(dosTime(at), 12);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(max32, 20);
  record.writeUInt32LE(max32, 24);
  record.writeUInt16LE(name.length, 28);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  for (const [place, value] of [size, packed, offset].entries()) extra.writeBigUInt64LE(BigInt(value), 4 + place * 8);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(0o100600 * 0x1_0000, 38);
  record.writeUInt32LE(max32, 42);
  return Buffer.concat([record, name, extra]);
}

/** The end of Zip64, where that is, and the end that every reader looks for. */
function endOf(entries: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x0606_4b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE((3 << 8) | version, 12);
  end.writeUInt16LE(version, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x0706_4b50, 56);
  end.writeBigUInt64LE(BigInt(offset + bytes), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x0605_4b50, 76);
  end.writeUInt16LE(Math.min(entries, 0xffff), 84);
  end.writeUInt16LE(Math.min(entries, 0xffff), 86);
  end.writeUInt32LE(max32, 88);
  end.writeUInt32LE(max32, 92);
  return end;
}

/** Of MS-DOS: to two seconds, from 1980 on, in UTC here. */
function dosTime(at: number): number {
  const date = new Date(Math.max(at, Date.UTC(1980, 0, 1)));
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 0x1_0000 + time;
}
