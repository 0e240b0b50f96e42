import { BrokenFile, type Cut, cutOut, need, type Source, Steps } from './source.ts';

const [extension, image, trailer] = [0x21, 0x2c, 0x3b];
const [graphicControl, application] = [0xf9, 0xff];
/** They say how often it is shown again. Other applications tell of the picture. */
const repeats = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);
/** Blocks have up to 255 bytes. */
const stepsMax = 4_000_000;

export async function findInGif(source: Source): Promise<Cut[]> {
  const cuts: Cut[] = [];
  const steps = new Steps(stepsMax);
  let at = 13 + tableLength((await need(source, 0, 13)).readUInt8(10));
  for (;;) {
    steps.take();
    const [kind, label] = await source.read(at, 2);
    // Many end without saying so.
    if (kind === undefined) return cuts;
    if (kind === trailer) {
      if (at + 1 < source.size) cutOut(cuts, { start: at + 1, end: source.size });
      return cuts;
    }
    if (kind === image) {
      const flags = (await need(source, at, 10)).readUInt8(9);
      at = await endOfBlocks(source, at + 11 + tableLength(flags), steps);
    } else if (kind === extension) {
      const isKept = label === graphicControl || (label === application && (await repeatsIt(source, at)));
      const end = await endOfBlocks(source, at + 2, steps);
      if (!isKept) cutOut(cuts, { start: at, end });
      at = end;
    } else throw new BrokenFile('Something else stands where a block begins.');
  }
}

async function repeatsIt(source: Source, at: number): Promise<boolean> {
  const name = await source.read(at + 2, 12);
  return name[0] === 11 && repeats.has(name.toString('latin1', 1));
}

/** Of the colours, where the flags say that there is one. */
function tableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** After the empty block that ends a row of them. */
async function endOfBlocks(source: Source, from: number, steps: Steps): Promise<number> {
  for (let at = from; ;) {
    steps.take();
    const length = (await need(source, at, 1)).readUInt8();
    at += length + 1;
    if (length === 0) return at;
  }
}
