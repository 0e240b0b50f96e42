import type { IncomingHttpHeaders } from 'node:http';
import { accepts, leastBytes } from './compress-answers.ts';
import { isKnown } from './memory-file.ts';
import { RawAnswer } from './operation.ts';

/** JSON that is kept as bytes, and the same packed beside it. */
export interface StoredJson {
  bytes: Uint8Array;
  /** Without quotes. */
  etag: string;
  gzipped(): Promise<Uint8Array>;
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
