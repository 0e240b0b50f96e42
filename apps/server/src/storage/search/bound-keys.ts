import { type IndexKey, partMin } from '@confab/text/search';

/** Keys of a question for each of which the vocabulary is looked through: of more, the first say enough of where to look. */
const openMax = 16;
/** Those without three characters (some scripts write two units for each), for which all words are looked at. */
const scansMax = 2;
/** What looking through the vocabulary costs, in messages that are looked at. */
const [lookedForOpen, lookedForScan] = [20, 500];

export interface BoundKeys {
  keys: IndexKey[];
  looked: number;
}

/** What an index is asked for of all that it could tell: a message that has these is held against the rest of what is wanted (A43). */
export function boundKeys(keys: readonly IndexKey[]): BoundKeys {
  let [opens, scans] = [0, 0];
  const asked = keys.filter((key) => {
    if (key.kind === 'word' || key.kind === 'sign') return true;
    if (isScan(key)) return scans < scansMax && (scans += 1) > 0;
    return opens < openMax && (opens += 1) > 0;
  });
  return { keys: asked, looked: opens * lookedForOpen + scans * lookedForScan };
}

function isScan({ kind, text }: IndexKey): boolean {
  return kind === 'part' && Array.from(text).length < partMin;
}
