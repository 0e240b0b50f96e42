import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { accepts } from './compress-answers.ts';

const [brotliAsync, gzipAsync] = [promisify(brotliCompress), promisify(gzip)];

/** What an answer with a file is made of. `headers` hold none that other answers have too. */
export interface FileAnswer {
  status: 200 | 304;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
}

type Coding = 'br' | 'gzip';

/** A file that never changes while the process runs, in memory once, whoever asks for it. */
export class MemoryFile {
  readonly #answers = new Map<Coding | 'identity', FileAnswer>();
  readonly #unchanged: FileAnswer;
  readonly #etag: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(bytes: Buffer, headers: { type: string; cacheControl: string }) {
    this.#etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    this.#headers = { 'cache-control': headers.cacheControl, etag: this.#etag, vary: 'accept-encoding' };
    this.#unchanged = { status: 304, headers: this.#headers, body: null };
    this.#headers = { ...this.#headers, 'content-type': headers.type };
    this.#add('identity', bytes);
  }

  /** With what the build compressed beside it, `.br` and `.gz`. */
  static read(path: string, headers: { type: string; cacheControl: string }): MemoryFile {
    const file = new MemoryFile(readFileSync(path), headers);
    if (existsSync(`${path}.br`)) file.#add('br', readFileSync(`${path}.br`));
    if (existsSync(`${path}.gz`)) file.#add('gzip', readFileSync(`${path}.gz`));
    return file;
  }

  /** For a file that no build has compressed: once, on the thread pool. Until then it goes out as it is. */
  async compress(): Promise<void> {
    const bytes = this.#answers.get('identity')?.body;
    if (!bytes || bytes.length < 1_400) return;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    const [br, gz] = await Promise.all([brotliAsync(bytes, quality), gzipAsync(bytes)]);
    this.#add('br', br);
    this.#add('gzip', gz);
  }

  answer(request: IncomingHttpHeaders): FileAnswer {
    if (isKnown(request['if-none-match'], this.#etag)) return this.#unchanged;
    const identity = this.#answers.get('identity') as FileAnswer;
    const codings = request['accept-encoding'];
    if (codings === undefined) return identity;
    const coding = (['br', 'gzip'] as const).find((name) => this.#answers.has(name) && accepts(codings, name));
    return (coding && this.#answers.get(coding)) ?? identity;
  }

  #add(coding: Coding | 'identity', body: Buffer): void {
    const headers = {
      ...this.#headers,
      'content-length': String(body.length),
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    };
    this.#answers.set(coding, { status: 200, headers, body });
  }
}

/** Weak comparison, as `If-None-Match` wants it (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag);
}
