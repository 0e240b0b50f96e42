import { crc32 } from 'node:zlib';
import { exifOf, readOrientation } from './exif.ts';
import { type Cut, cutOut, need, type Source, Steps } from './source.ts';

/** Pixels, their colours and how they move (PNG, third edition). Others tell where, when and by what it was taken, or are not known. */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);
const partsMax = 200_000;
const exifMax = 64 * 1_024;

export async function findInPng(source: Source): Promise<Cut[]> {
  const cuts: Cut[] = [];
  const steps = new Steps(partsMax);
  let at = 8;
  for (;;) {
    steps.take();
    const head = await need(source, at, 8);
    const [length, type] = [head.readUInt32BE(), head.toString('latin1', 4, 8)];
    const end = at + 12 + length;
    await need(source, end - 4, 4);
    if (type === 'IEND') {
      if (end < source.size) cutOut(cuts, { start: end, end: source.size });
      return cuts;
    }
    if (type === 'eXIf') {
      const orientation = readOrientation(await source.read(at + 8, Math.min(length, exifMax)));
      cutOut(cuts, { start: at, end, ...(orientation !== 1 && { bytes: chunkOf('eXIf', exifOf(orientation)) }) });
    } else if (!kept.has(type)) cutOut(cuts, { start: at, end });
    at = end;
  }
}

function chunkOf(type: string, data: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}
