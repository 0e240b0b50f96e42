import { exifOf, readOrientation } from './exif.ts';
import { BrokenFile, type Cut, cutOut, need, type Source, Steps } from './source.ts';

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** In the first chunk, by which it says what follows. */
const [exifFlag, xmpFlag] = [0x08, 0x04];
const partsMax = 100_000;
const exifMax = 64 * 1_024;

export async function findInWebp(source: Source): Promise<Cut[]> {
  const cuts: Cut[] = [];
  const steps = new Steps(partsMax);
  const end = 8 + (await need(source, 0, 12)).readUInt32LE(4);
  if (end > source.size) throw new BrokenFile('It ends in the middle.');
  let size = end - 8;
  let flagsAt: number | null = null;
  let orientation = 1;
  for (let at = 12; at < end;) {
    steps.take();
    const head = await need(source, at, 8);
    const [type, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
    const next = at + 8 + length + (length % 2);
    if (next > end) throw new BrokenFile('A chunk ends behind the end.');
    if (type === 'VP8X') flagsAt = at + 8;
    if (!kept.has(type)) {
      if (type === 'EXIF') orientation = await orientationIn(source, at + 8, Math.min(length, exifMax));
      const bytes = type === 'EXIF' && orientation !== 1 ? chunkOf(orientation) : undefined;
      cutOut(cuts, { start: at, end: next, ...(bytes && { bytes }) });
      size += (bytes?.length ?? 0) - (next - at);
    }
    at = next;
  }
  if (end < source.size) cutOut(cuts, { start: end, end: source.size });
  if (size === end - 8) return cuts;
  return [...(await headerCuts(source, { size, flagsAt, keepsExif: orientation !== 1 })), ...cuts];
}

async function orientationIn(source: Source, at: number, length: number): Promise<number> {
  const data = await source.read(at, length);
  return readOrientation(data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data);
}

function chunkOf(orientation: number): Buffer {
  const exif = exifOf(orientation);
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(exif.length, 4);
  return Buffer.concat([head, exif]);
}

interface Header {
  size: number;
  flagsAt: number | null;
  keepsExif: boolean;
}

async function headerCuts(source: Source, { size, flagsAt, keepsExif }: Header): Promise<Cut[]> {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(size);
  const cuts: Cut[] = [{ start: 4, end: 8, bytes: length }];
  if (flagsAt === null) return cuts;
  const [flags = 0] = await need(source, flagsAt, 1);
  const left = flags & ~(xmpFlag | (keepsExif ? 0 : exifFlag));
  return [...cuts, { start: flagsAt, end: flagsAt + 1, bytes: Buffer.of(left) }];
}
