import { BrokenFile, need, type Source, type Steps } from './source.ts';

/** A box of ISO 14496-12, which films and HEIF pictures are made of. `body` is where its content begins. */
export interface Box {
  type: string;
  start: number;
  body: number;
  end: number;
}

/** Those that stand one after another. What is left at the end and is no box is told as one without a type. */
export async function* boxesIn(source: Source, from: number, to: number, steps: Steps): AsyncGenerator<Box> {
  for (let at = from; at < to;) {
    steps.take();
    const box = to - at < 8 ? null : await boxAt(source, at, to);
    if (!box) {
      yield { type: '', start: at, body: at, end: to };
      return;
    }
    yield box;
    at = box.end;
  }
}

async function boxAt(source: Source, at: number, to: number): Promise<Box | null> {
  const head = await need(source, at, 8);
  const type = head.toString('latin1', 4, 8);
  let [length, headLength] = [head.readUInt32BE(), 8];
  if (length === 1) {
    const long = (await need(source, at + 8, 8)).readBigUInt64BE();
    if (long > BigInt(Number.MAX_SAFE_INTEGER)) throw new BrokenFile('A box is longer than any file.');
    [length, headLength] = [Number(long), 16];
  }
  // Of the last: all that is left.
  if (length === 0) length = to - at;
  if (length < headLength || at + length > to) return null;
  return { type, start: at, body: at + headLength, end: at + length };
}
