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

/** Of every answer with the file; `others` beside what it is and how long it is kept. */
export interface FileHeaders {
  type: string;
  cacheControl: string;
  others?: Readonly<Record<string, string>>;
}

/** A file that never changes while the process runs, in memory once, whoever asks for it. */
export class MemoryFile {
  readonly #answers = new Map<Coding | 'identity', FileAnswer>();
  readonly #unchanged: FileAnswer;
  readonly #etag: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(bytes: Buffer, { type, cacheControl, others }: FileHeaders) {
    this.#etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    this.#headers = { 'cache-control': cacheControl, etag: this.#etag, vary: 'accept-encoding', ...others };
    this.#unchanged = { status: 304, headers: this.#headers, body: null };
    this.#headers = { ...this.#headers, 'content-type': type };
    this.#add('identity', bytes);
  }

  /** With what the build compressed beside it, `.br` and `.gz`. */
  static read(path: string, headers: FileHeaders): MemoryFile {
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
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag);
}
