import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type ByteRange, type FileStore, hashOf, isMissing, requireKey } from '../file-store.ts';
import { S3Client, type S3ClientOptions } from './s3-client.ts';
import type { S3Place } from '../../config/index.ts';

const readBytes = 256 * 1_024;

/** A bucket of an S3-compatible store. Nobody gets a link to it: all bytes pass through here. */
export class S3Store implements FileStore {
  readonly #client: S3Client;

  constructor(place: S3Place, options: S3ClientOptions = {}) {
    this.#client = new S3Client(place, options);
  }

  async keep(key: string, path: string): Promise<void> {
    const sha256 = hashOf(key);
    let size: number;
    try {
      size = (await stat(path)).size;
    } catch (error) {
      // It was moved before, and the word of it was lost.
      if (isMissing(error) && (await this.sizeOf(key)) !== null) return;
      throw error;
    }
    const body = { open: () => Readable.from(provenBytes(path, sha256), { objectMode: false }), size, sha256 };
    const answer = await this.#client.ask({ method: 'PUT', key, body });
    answer.resume();
    await rm(path, { force: true });
  }

  async sizeOf(key: string): Promise<number | null> {
    const answer = await this.#client.ask({ method: 'HEAD', key: requireKey(key) }, { mayMiss: true });
    answer.resume();
    return answer.statusCode === 404 ? null : Number(answer.headers['content-length']);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {};
    const answer = await this.#client.ask({ method: 'GET', key: requireKey(key), headers }, { mayMiss: true });
    if (answer.statusCode !== 404) return answer;
    answer.resume();
    throw Object.assign(new Error('There is no such file in the store.'), { code: 'ENOENT' });
  }

  async remove(key: string): Promise<void> {
    const answer = await this.#client.ask({ method: 'DELETE', key: requireKey(key) }, { mayMiss: true });
    answer.resume();
  }

  async ping(): Promise<void> {
    const answer = await this.#client.ask({ method: 'HEAD', key: '' });
    answer.resume();
  }

  close(): void {
    this.#client.close();
  }
}

/** The last of them only when all are known to be those that the key names: without it the store has nothing. */
async function* provenBytes(path: string, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let held: Buffer | null = null;
  for await (const bytes of createReadStream(path, { highWaterMark: readBytes }) as AsyncIterable<Buffer>) {
    hash.update(bytes);
    if (held) yield held;
    held = bytes;
  }
  if (hash.digest('hex') !== sha256) throw new Error('The file was written to while it was kept.');
  if (held) yield held;
}
