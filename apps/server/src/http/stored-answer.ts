import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { accepts, leastBytes } from './compress-answers.ts';
import { isKnown } from './memory-file.ts';
import { RawAnswer } from './operation.ts';

const gzipAsync = promisify(gzip);

/** JSON that is kept as bytes, and the same packed beside it. */
export interface StoredJson {
  bytes: Uint8Array;
  /** Another for other bytes; without quotes. */
  etag: string;
  /** Made when somebody first asks for it, and kept beside them. */
  gzipped(): Promise<Uint8Array>;
}

/** `onGrown` hears how many bytes more it takes once it is packed. */
export function storedJson(bytes: Uint8Array, etag: string, onGrown: (bytes: number) => void): StoredJson {
  let packed: Promise<Uint8Array> | null = null;
  const pack = async (): Promise<Uint8Array> => {
    const made = await gzipAsync(bytes, { level: constants.Z_BEST_SPEED });
    onGrown(made.length);
    return made;
  };
  return { bytes, etag, gzipped: () => (packed ??= pack()) };
}

/** 304 for whoever has it already. The tag is weak: it is one for both codings (RFC 9110, 8.8.3). */
export async function storedAnswer(headers: IncomingHttpHeaders, stored: StoredJson): Promise<RawAnswer> {
  const tag = `"${stored.etag}"`;
  const about = { etag: `W/${tag}` };
  if (isKnown(headers['if-none-match'], tag)) return new RawAnswer(304, about);
  const json = { ...about, 'content-type': 'application/json; charset=utf-8' };
  const isPacked = stored.bytes.length >= leastBytes && accepts(headers['accept-encoding'], 'gzip');
  if (!isPacked) return new RawAnswer(200, json, stored.bytes);
  return new RawAnswer(200, { ...json, 'content-encoding': 'gzip' }, await stored.gzipped());
}
