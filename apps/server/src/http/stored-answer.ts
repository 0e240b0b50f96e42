import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { ownBytes } from '../storage/bounded-memory.ts';
import { accepts, leastBytes } from './compress-answers.ts';
import { isKnown } from './memory-file.ts';
import { jsonType, RawAnswer } from './operation.ts';

const gzipAsync = promisify(gzip);

/** JSON that is kept as bytes, and the same packed beside it. */
export interface StoredJson {
  bytes: Uint8Array;
  /** Another for other bytes; without quotes. */
  etag: string;
  /** The answers with it, made once. */
  answers: { known: RawAnswer; plain: RawAnswer };
  /** Made when somebody first asks for it, and kept beside them. */
  gzipped(): Promise<Uint8Array>;
}

/** `onGrown` hears how many bytes more it takes once it is packed. */
export function storedJson(json: Uint8Array, etag: string, onGrown: (bytes: number) => void): StoredJson {
  const bytes = ownBytes(json);
  let packed: Promise<Uint8Array> | null = null;
  const pack = async (): Promise<Uint8Array> => {
    const made = ownBytes(await gzipAsync(bytes, { level: constants.Z_BEST_SPEED }));
    onGrown(made.length);
    return made;
  };
  return { bytes, etag, answers: answersOf(bytes, etag), gzipped: () => (packed ??= pack()) };
}

/** The tag is weak: it is one for both codings (RFC 9110, 8.8.3). */
function answersOf(bytes: Uint8Array, tag: string): StoredJson['answers'] {
  const etag = `W/"${tag}"`;
  return {
    known: new RawAnswer(304, { etag }),
    plain: new RawAnswer(200, { etag, 'content-type': jsonType }, bytes),
  };
}

/** 304 for whoever has it already. At once, but where it has to be packed. */
export function storedAnswer(headers: IncomingHttpHeaders, stored: StoredJson): RawAnswer | Promise<RawAnswer> {
  const { known, plain } = stored.answers;
  if (isKnown(headers['if-none-match'], `"${stored.etag}"`)) return known;
  const isPacked = stored.bytes.length >= leastBytes && accepts(headers['accept-encoding'], 'gzip');
  return isPacked ? packedAnswer(stored) : plain;
}

async function packedAnswer(stored: StoredJson): Promise<RawAnswer> {
  const { headers } = stored.answers.plain;
  return new RawAnswer(200, { ...headers, 'content-encoding': 'gzip' }, await stored.gzipped());
}
