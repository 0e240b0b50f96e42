import { open } from 'node:fs/promises';
import { headBytes, readType } from './read-type.ts';

/** As `readType`, of a file on this machine. */
export async function typeOfFile(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return readType(buffer.subarray(0, bytesRead));
}
