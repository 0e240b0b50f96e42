import { type Box, boxesIn } from './boxes.ts';
import { exifOf } from './exif.ts';
import { readItems } from './heif-items.ts';
import { BrokenFile, type Cut, need, type Source, Steps, zeroed } from './source.ts';

const kept = new Set(['ftyp', 'meta', 'mdat', 'moov', 'moof', 'mfra', 'sidx', 'styp', 'free', 'skip']);
const stepsMax = 20_000;
/** It is read in one turn of the event loop: those of cameras have some kilobytes. */
const metaMax = 256 * 1_024;

/**
 * Of AVIF and HEIC: items with Exif or XMP become empty ones of the same length, since others are found by their place. How the picture is turned is
 * told elsewhere. Boxes of makers become empty space, and go where nothing follows them.
 */
export async function findInHeif(source: Source): Promise<Cut[]> {
  const boxes: Box[] = [];
  for await (const box of boxesIn(source, 0, source.size, new Steps(stepsMax))) boxes.push(box);
  const lastKept = boxes.findLastIndex(({ type }) => kept.has(type));
  const meta = boxes.find(({ type }) => type === 'meta');
  if (!meta) throw new BrokenFile('It says nothing of what it holds.');
  const cuts = boxes
    .slice(0, lastKept)
    .flatMap(({ type, start, body, end }) =>
      kept.has(type)
        ? []
        : [{ start: start + 4, end: start + 8, bytes: Buffer.from('free', 'latin1') }, ...zeroed(body, end)],
    );
  const end = boxes[lastKept]?.end ?? 0;
  return [
    ...cuts,
    ...(await emptyItems(source, meta, end)),
    ...(end < source.size ? [{ start: end, end: source.size }] : []),
  ].toSorted((one, other) => one.start - other.start);
}

async function emptyItems(source: Source, { body, end }: Box, fileEnd: number): Promise<Cut[]> {
  if (end - body > metaMax) throw new BrokenFile('It says more of what it holds than there is to say.');
  const cuts: Cut[] = [];
  let left = fileEnd;
  for (const { type, extents } of readItems(await need(source, body, end - body), body)) {
    if (type !== 'Exif' && type !== 'mime') continue;
    for (const [start, stop] of extents) {
      if (start >= stop || stop > fileEnd) throw new BrokenFile('An item lies behind the end.');
      // All of them lying on each other would be many times the file, piece by piece.
      left -= stop - start;
      if (left < 0) throw new BrokenFile('Two items lie in the same place.');
      const nothing = Buffer.concat([Buffer.alloc(4), exifOf(1)]);
      const isFit = type === 'Exif' && stop - start >= nothing.length;
      if (isFit) cuts.push({ start, end: start + nothing.length, bytes: nothing });
      cuts.push(...zeroed(isFit ? start + nothing.length : start, stop));
    }
  }
  return cuts;
}
