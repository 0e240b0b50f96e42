import { type FileHandle, open } from 'node:fs/promises';

/** The bytes of a file at any place, as those need them who read its structure: a few here, a few there. */
export interface Source {
  readonly size: number;
  /** Fewer than asked for at the end. What it answers is good until the next call. */
  read(at: number, length: number): Buffer | Promise<Buffer>;
}

/** What stands there goes; `bytes` come in its place. */
export interface Cut {
  start: number;
  end: number;
  bytes?: Buffer;
}

const cutsMax = 4_000;

/**
 * Adds what goes behind all that goes before it; what it touches is one with it. Between two that do not, bytes are read and written by
 * themselves: of hundreds of thousands a server would copy a small file for minutes (A43). Throws `BrokenFile`.
 */
export function cutOut(cuts: Cut[], cut: Cut): void {
  const last = cuts.at(-1);
  if (last && !last.bytes && !cut.bytes && last.end === cut.start) last.end = cut.end;
  else if (cuts.length < cutsMax) cuts.push(cut);
  else throw new BrokenFile('It tells more than a picture has to tell.');
}

const zeros = Buffer.alloc(1_024 * 1_024);

/** The same length of nothing, in pieces: what goes may be large. */
export function zeroed(from: number, to: number): Cut[] {
  const cuts: Cut[] = [];
  for (let start = from; start < to; start += zeros.length) {
    const end = Math.min(to, start + zeros.length);
    cuts.push({ start, end, bytes: zeros.subarray(0, end - start) });
  }
  return cuts;
}

/** Small enough for what is read from it in one turn of the event loop to be done in a few milliseconds, whatever it holds (A28). */
export const windowBytes = 64 * 1_024;

export class FileSource implements Source, AsyncDisposable {
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #window = Buffer.alloc(windowBytes);
  #from = 0;
  #length = 0;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  static async open(path: string): Promise<FileSource> {
    const handle = await open(path, 'r');
    return new FileSource(handle, (await handle.stat()).size);
  }

  read(at: number, length: number): Buffer | Promise<Buffer> {
    const end = Math.min(at + length, this.size);
    if (at >= end) return Buffer.alloc(0);
    if (at >= this.#from && end <= this.#from + this.#length) {
      return this.#window.subarray(at - this.#from, end - this.#from);
    }
    return this.#load(at, end - at);
  }

  async #load(at: number, length: number): Promise<Buffer> {
    const window = length > windowBytes ? Buffer.alloc(length) : this.#window;
    const { bytesRead } = await this.#handle.read(window, 0, window.length, at);
    if (window !== this.#window) return window.subarray(0, bytesRead);
    [this.#from, this.#length] = [at, bytesRead];
    return window.subarray(0, Math.min(length, bytesRead));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

/** Parts of a file are counted: one that is made of nothing but parts has no end of them. */
export class Steps {
  #left: number;

  constructor(max: number) {
    this.#left = max;
  }

  /** Throws `BrokenFile`. */
  take(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new BrokenFile('It has more parts than a file of its kind has.');
  }
}

/** It begins like a file of its kind and is none. */
export class BrokenFile extends Error {}

/** As many bytes as there must be. */
export async function need(source: Source, at: number, length: number): Promise<Buffer> {
  const bytes = await source.read(at, length);
  if (bytes.length < length) throw new BrokenFile('It ends in the middle.');
  return bytes;
}
