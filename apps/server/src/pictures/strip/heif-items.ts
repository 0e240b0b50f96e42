import { BrokenFile } from './source.ts';

interface Item {
  type: string;
  /** Places in the file, each with its end. */
  extents: (readonly [start: number, end: number])[];
}

/** Numbers of a box, one after another. */
class Reader {
  readonly bytes: Buffer;
  at: number;
  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Of 0 to 8 bytes; 0 for none. */
  number(length: number): number {
    if (this.at + length > this.bytes.length) throw new BrokenFile('A box ends in the middle.');
    let value = 0;
    for (let n = 0; n < length; n += 1) value = value * 256 + (this.bytes[this.at + n] ?? 0);
    this.at += length;
    return value;
  }

  word(length: number): string {
    this.at += length;
    return this.bytes.toString('latin1', this.at - length, this.at);
  }
}

const extentsMax = 100_000;

/** The items of a HEIF file by its box `meta`, whose content begins in the file at `place` (ISO 14496-12, 8.11). */
export function readItems(meta: Buffer, place: number): Item[] {
  const boxes = new Map(listBoxes(meta, 4).map((box) => [box.type, box]));
  const [infos, locations, idat] = [boxes.get('iinf'), boxes.get('iloc'), boxes.get('idat')];
  if (!infos || !locations) return [];
  const types = readTypes(meta.subarray(infos.body, infos.end));
  const idatPlace = idat ? place + idat.body : null;
  return readLocations(meta.subarray(locations.body, locations.end), idatPlace).flatMap(({ id, extents }) => {
    const type = types.get(id);
    return type === undefined ? [] : [{ type, extents }];
  });
}

interface Inner {
  type: string;
  body: number;
  end: number;
}

function listBoxes(bytes: Buffer, from: number): Inner[] {
  const found: Inner[] = [];
  for (let at = from; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < 8 || at + length > bytes.length) throw new BrokenFile('A box has no good length.');
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), body: at + 8, end: at + length });
    at += length;
  }
  return found;
}

function readTypes(iinf: Buffer): Map<number, string> {
  const head = new Reader(iinf);
  const version = head.number(1);
  head.number(3);
  head.number(version === 0 ? 2 : 4);
  return new Map(
    listBoxes(iinf, head.at).flatMap(({ type, body, end }) => {
      const entry = new Reader(iinf.subarray(body, end));
      const entryVersion = entry.number(1);
      if (type !== 'infe' || entryVersion < 2) return [];
      entry.number(3);
      const id = entry.number(entryVersion === 2 ? 2 : 4);
      entry.number(2);
      return [[id, entry.word(4)] as const];
    }),
  );
}

function readLocations(iloc: Buffer, idatPlace: number | null): { id: number; extents: Item['extents'] }[] {
  const reader = new Reader(iloc);
  const version = reader.number(1);
  reader.number(3);
  const sizes = reader.number(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const count = reader.number(version < 2 ? 2 : 4);
  const found: { id: number; extents: Item['extents'] }[] = [];
  let left = extentsMax;
  for (let n = 0; n < count; n += 1) {
    const id = reader.number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.number(2) & 15;
    reader.number(2);
    const base = reader.number(baseSize) + placeOf(method, idatPlace);
    const extents: [number, number][] = [];
    for (let more = reader.number(2); more > 0; more -= 1) {
      if (--left < 0) throw new BrokenFile('It has more parts than a file of its kind has.');
      reader.number(indexSize);
      const start = base + reader.number(offsetSize);
      extents.push([start, start + reader.number(lengthSize)]);
    }
    found.push({ id, extents });
  }
  return found;
}

/** Offsets count from the beginning of the file, or of the box `idat`. */
function placeOf(method: number, idatPlace: number | null): number {
  if (method === 0) return 0;
  if (method === 1 && idatPlace !== null) return idatPlace;
  throw new BrokenFile('An item lies in a place that is not understood.');
}
