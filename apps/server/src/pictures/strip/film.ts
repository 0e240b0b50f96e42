import { type Box, boxesIn } from './boxes.ts';
import { type Cut, type Source, Steps, zeroed } from './source.ts';

/** What a film says of itself and that is not its maker, its time or its place. */
const keptOfUser = new Set(['meta', 'name', 'titl', 'chpl', 'free', '']);
/** Of a box `uuid`: what Adobe's programs write. */
const xmp = 'be7acfcb97a942e89c71999491e3afac';
const stepsMax = 20_000;

/**
 * Where it was filmed, and with what: in MP4 and QuickTime. It becomes empty space of the same length (`free`), since other parts
 * say at which place of the file pictures and sound are. Tags of music stay.
 */
export async function findInFilm(source: Source): Promise<Cut[]> {
  const cuts: Cut[] = [];
  const steps = new Steps(stepsMax);
  for await (const box of boxesIn(source, 0, source.size, steps)) {
    if (box.type === 'moov') await findInMovie(source, box, { cuts, steps });
    else if (await isAboutIt(source, box)) cuts.push(...empty(box));
  }
  return cuts;
}

interface Search {
  cuts: Cut[];
  steps: Steps;
}

async function findInMovie(source: Source, { body, end }: Box, search: Search): Promise<void> {
  const { cuts, steps } = search;
  for await (const box of boxesIn(source, body, end, steps)) {
    if (box.type === 'trak') await findInMovie(source, box, search);
    else if (box.type === 'udta') {
      for await (const told of boxesIn(source, box.body, box.end, steps)) {
        if (!keptOfUser.has(told.type) || (await isAboutIt(source, told))) cuts.push(...empty(told));
      }
    } else if (await isAboutIt(source, box)) cuts.push(...empty(box));
  }
}

async function isAboutIt(source: Source, { type, body, end }: Box): Promise<boolean> {
  if (type === 'uuid') return (await source.read(body, 16)).toString('hex') === xmp;
  if (type !== 'meta') return false;
  // Titles and covers of music have the handler `mdir`; what phones and cameras write has `mdta`, or another.
  const head = await source.read(body, Math.min(64, end - body));
  return !head.includes('hdlr') || !head.includes('mdir');
}

function empty({ start, body, end }: Box): Cut[] {
  return [{ start: start + 4, end: start + 8, bytes: Buffer.from('free', 'latin1') }, ...zeroed(body, end)];
}
