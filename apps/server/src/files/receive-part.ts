import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** Bytes of an upload as far as this process has seen all of them. */
export interface Arriving {
  /** Of the first `offset` bytes. */
  hash: Hash;
  offset: number;
}

export interface PartPlace {
  handle: FileHandle;
  offset: number;
  /** Of the whole upload: no byte is written behind it. */
  size: number;
  /** Follows what is written; null where the beginning was not seen here. */
  arriving: Arriving | null;
}

/** More bytes came than were announced. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError';
}

/** Written at once, so that few writes make much. */
const batchBytes = 256 * 1_024;
/** Of what waits while the disk writes: then the source waits too. That is what an upload takes of the memory, twice. */
const waitingBytesMax = 512 * 1_024;
/** Less than a batch is written after so long: of what a slow network brings little is lost with the process. */
const lingerMs = 50;

/**
 * Writes what comes, in order, until it ends or breaks off: what arrived before that is written in any case. Answers how far it is.
 * Whose bytes they are is this from here on: their memory is given back as soon as they are written. Rejects as the source or the disk
 * does, and with `TooManyBytesError`.
 */
export async function receivePart(source: Readable, { handle, offset, size, arriving }: PartPlace): Promise<number> {
  let written = offset;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let writing: Promise<void> | null = null;
  let failure: Error | null = null;
  let timer: NodeJS.Timeout | null = null;

  /** One batch after another, each of what came during the one before. */
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      const at = written;
      waiting = [];
      written += waitingBytes;
      waitingBytes = 0;
      await writeBatch(handle, batch, at);
      if (arriving?.offset === at) {
        for (const bytes of batch) arriving.hash.update(bytes);
        arriving.offset = written;
      }
      release(batch);
    }
  };
  const write = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    // What comes after bytes that could not be written would leave a hole before it, and its length says that all is there.
    if (failure !== null) return;
    writing ??= writeAll()
      .catch((error: unknown) => (failure = error instanceof Error ? error : new Error(String(error))))
      .then(() => void (writing = null));
  };
  const settle = async (): Promise<void> => {
    await writing;
    // What came just as the last batch was done.
    write();
    await writing;
    if (failure !== null) throw failure;
  };

  try {
    for await (const bytes of source as AsyncIterable<Buffer>) {
      if (written + waitingBytes + bytes.length > size) throw new TooManyBytesError('More bytes than announced.');
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes >= batchBytes) write();
      else timer ??= setTimeout(write, lingerMs);
      if (waitingBytes >= waitingBytesMax || failure !== null) await settle();
    }
  } finally {
    await settle();
  }
  return written;
}

/**
 * What a request brings lies outside of the heap, and is there until the collector comes by, which it does for each 64 MiB of it: half of the
 * time of an upload, and all of its memory. Who has read it says so.
 */
function release(batch: readonly Buffer[]): void {
  for (const { buffer, byteLength } of batch) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
  }
}

async function writeBatch(handle: FileHandle, batch: Buffer[], at: number): Promise<void> {
  let [rest, position] = [batch, at];
  for (;;) {
    const { bytesWritten } = await handle.writev(rest, position);
    position += bytesWritten;
    rest = withoutFirst(rest, bytesWritten);
    if (rest.length === 0) return;
  }
}

/** A disk that is nearly full takes less than it was given, then nothing. */
function withoutFirst(batch: readonly Buffer[], count: number): Buffer[] {
  let left = count;
  const rest: Buffer[] = [];
  for (const bytes of batch) {
    if (left < bytes.length) rest.push(bytes.subarray(left));
    left = Math.max(0, left - bytes.length);
  }
  return rest;
}
