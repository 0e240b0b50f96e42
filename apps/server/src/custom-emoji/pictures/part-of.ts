/** The bytes from one place on, as many as there must be. Throws `RangeError` where the file ends before. */
export function partOf(bytes: Buffer, at: number, length: number): Buffer {
  if (length < 0 || at + length > bytes.length) throw new RangeError('The picture ends in the middle.');
  return bytes.subarray(at, at + length);
}

/** What is left of a file, and how large the picture is in pixels. */
export interface Read {
  bytes: Buffer;
  width: number;
  height: number;
}
