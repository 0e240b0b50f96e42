/**
 * Takes a byte stream of WebSocket frames apart by their headers alone. Frames that lie whole in a chunk are handed on as
 * a place in that chunk, without a copy; only one that straddles two chunks is put together first. A frame larger
 * than `keepBytes` that straddles chunks is counted and skipped, with no payload.
 *
 * The chunk may be a buffer that the next read overwrites: handlers must not keep it.
 */
export interface FrameHandler {
  /** `start` to `end` is the payload in `bytes`; they are equal where it was skipped. */
  (opcode: number, bytes: Buffer, start: number, end: number): void;
}

export class FrameReader {
  #onFrame: FrameHandler;
  #keepBytes: number;
  #skip = 0;
  /** The beginning of a frame whose rest has not come. */
  #partial: Buffer | null = null;
  #partialLength = 0;

  constructor(onFrame: FrameHandler, keepBytes = 16 * 1024 * 1024) {
    this.#onFrame = onFrame;
    this.#keepBytes = keepBytes;
  }

  push(chunk: Buffer, length: number = chunk.length): void {
    let at = 0;
    while (at < length) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, length - at);
        this.#skip -= skipped;
        at += skipped;
      } else if (this.#partial) at = this.#complete(chunk, at, length);
      else at = this.#readWhole(chunk, at, length);
    }
  }

  /** Emits frames from `at` on while they are whole; the beginning of one that is not is put aside. */
  #readWhole(chunk: Buffer, from: number, end: number): number {
    let at = from;
    while (at < end) {
      const total = frameBytes(chunk, at, end);
      if (total < 0 || at + total > end) return this.#putAside(chunk, at, end, total);
      this.#emit(chunk, at, total);
      at += total;
    }
    return at;
  }

  #putAside(chunk: Buffer, at: number, end: number, total: number): number {
    if (total > this.#keepBytes) {
      this.#skip = total - (end - at);
      this.#onFrame((chunk[at] ?? 0) & 0x0f, chunk, at, at);
      return end;
    }
    this.#partial = Buffer.allocUnsafe(Math.max(total, maxHeadBytes));
    this.#partialLength = chunk.copy(this.#partial, 0, at, end);
    return end;
  }

  /** Fills up the frame that was put aside: first its header, as soon as that is known the rest of it. */
  #complete(chunk: Buffer, at: number, end: number): number {
    let partial = this.#partial ?? Buffer.alloc(0);
    const total = frameBytes(partial, 0, this.#partialLength);
    // Without a whole header byte by byte: it happens once in thousands of chunks.
    const wanted = total < 0 ? 1 : total - this.#partialLength;
    if (total > partial.length) {
      partial = Buffer.concat([partial.subarray(0, this.#partialLength)], total);
      this.#partial = partial;
    }
    const taken = chunk.copy(partial, this.#partialLength, at, Math.min(end, at + wanted));
    this.#partialLength += taken;
    if (frameBytes(partial, 0, this.#partialLength) === this.#partialLength) {
      this.#partial = null;
      this.#emit(partial, 0, this.#partialLength);
    }
    return at + taken;
  }

  #emit(bytes: Buffer, at: number, total: number): void {
    const second = bytes[at + 1] ?? 0;
    const length = second & 0x7f;
    const masked = second & 0x80;
    const head = (length < 126 ? 2 : length === 126 ? 4 : 10) + (masked ? 4 : 0);
    if (masked) unmask(bytes, at + head, at + total);
    this.#onFrame((bytes[at] ?? 0) & 0x0f, bytes, at + head, at + total);
  }
}

const maxHeadBytes = 14;

/** Length of the frame at `at` with its header, -1 where the header is not whole. */
function frameBytes(bytes: Buffer, at: number, end: number): number {
  if (end - at < 2) return -1;
  const second = bytes[at + 1] ?? 0;
  const mask = second & 0x80 ? 4 : 0;
  const length = second & 0x7f;
  if (length < 126) return 2 + mask + length;
  if (length === 126) return end - at < 4 ? -1 : 4 + mask + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  return end - at < 10 ? -1 : 10 + mask + Number(bytes.readBigUInt64BE(at + 2));
}

function unmask(bytes: Buffer, start: number, end: number): void {
  for (let index = start; index < end; index++) {
    bytes[index] = (bytes[index] ?? 0) ^ (bytes[start - 4 + ((index - start) & 3)] ?? 0);
  }
}
