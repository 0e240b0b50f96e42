interface Kept<Value> {
  value: Value;
  bytes: number;
}

/** What an entry takes beside its value. */
const bytesOfEntry = 400;

/** Values by key, as many as have room in so many bytes: what was unused for longest goes first. */
export class BoundedMemory<Value extends object> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Value | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** `bytes`: what it takes, as far as that is known by now. */
  set(key: string, value: Value, bytes = 0): void {
    this.#drop(key);
    this.#kept.set(key, { value, bytes: bytesOfEntry });
    this.#bytes += bytesOfEntry;
    this.grow(key, value, bytes);
  }

  /** The value takes so much more. One that is kept no more, or in whose place there is another, is nobody's concern. */
  grow(key: string, value: Value, bytes: number): void {
    const kept = this.#kept.get(key);
    if (kept?.value !== value) return;
    kept.bytes += bytes;
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest);
    }
  }

  delete(key: string, value: Value): void {
    if (this.#kept.get(key)?.value === value) this.#drop(key);
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}

/**
 * Bytes that are kept, in a buffer no larger than they are. A short one of Node's is a part of one that others share, and what its zlib
 * packs begins one of 64 KB: the whole stays as long as a part of it does, whatever was counted.
 */
export function ownBytes<Bytes extends Uint8Array>(bytes: Bytes): Bytes | Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}
