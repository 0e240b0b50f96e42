import { exifOf, readOrientation } from './exif.ts';
import { BrokenFile, type Cut, cutOut, need, type Source, Steps, windowBytes } from './source.ts';

const [startOfScan, endOfImage, app0, app1, app2, app14, lastApp, comment] = [
  0xda, 0xd9, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe,
];
const partsMax = 10_000;

/** All that is no part of the picture: what cameras and programs add (APPn, COM), and what follows its end. Colour profile and orientation stay. */
export async function findInJpeg(source: Source): Promise<Cut[]> {
  const cuts: Cut[] = [];
  const steps = new Steps(partsMax);
  let orientation = 1;
  let at = 2;
  for (;;) {
    steps.take();
    const [ff = 0, marker = 0] = await need(source, at, 2);
    if (ff !== 0xff) throw new BrokenFile('Something else stands where a segment begins.');
    if (marker === endOfImage) break;
    if (marker === 0xff) at += 1;
    else if (isAlone(marker)) at += 2;
    else {
      const body = await bodyAt(source, at);
      const end = at + 4 + body.length;
      if (marker === app1) orientation = orientationIn(body) ?? orientation;
      if (!isKept(marker, body)) cutOut(cuts, { start: at, end });
      at = marker === startOfScan ? await endOfScan(source, end) : end;
    }
  }
  if (at + 2 < source.size) cutOut(cuts, { start: at + 2, end: source.size });
  const [first, ...others] = cuts;
  // In the place of the first that goes: Exif was one of them.
  return orientation === 1 || !first ? cuts : [{ ...first, bytes: segmentOf(orientation) }, ...others];
}

async function bodyAt(source: Source, at: number): Promise<Buffer> {
  const length = (await need(source, at + 2, 2)).readUInt16BE();
  if (length < 2) throw new BrokenFile('A segment has no length.');
  return await need(source, at + 4, length - 2);
}

function orientationIn(body: Buffer): number | null {
  return starts(body, 'Exif\0\0') ? readOrientation(body.subarray(6)) : null;
}

function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function isKept(marker: number, body: Buffer): boolean {
  if (marker === app0) return starts(body, 'JFIF\0');
  if (marker === app2) return starts(body, 'ICC_PROFILE\0');
  if (marker === app14) return starts(body, 'Adobe');
  return marker !== comment && (marker < app0 || marker > lastApp);
}

function starts(body: Buffer, word: string): boolean {
  return body.toString('latin1', 0, word.length) === word;
}

function segmentOf(orientation: number): Buffer {
  const exif = exifOf(orientation);
  const segment = Buffer.concat([Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1'), exif]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return segment;
}

/** The next marker that is none of the scan's own. */
async function endOfScan(source: Source, from: number): Promise<number> {
  for (let at = from; ;) {
    const bytes = await need(source, at, Math.min(windowBytes, Math.max(2, source.size - at)));
    for (let found = bytes.indexOf(0xff); found !== -1; found = bytes.indexOf(0xff, found + 1)) {
      const next = bytes[found + 1];
      if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at + found;
    }
    // The last byte may be the first half of a marker.
    at += bytes.length - 1;
  }
}
