import type { Hash } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/**
 * Writes what comes into a new file, for its owner alone. It is on the disk when this resolves, with the bytes that there were. What is copied
 * is opened last: a stream that fails before anybody listens ends the process.
 */
export async function copyBytes(open: () => Readable | Promise<Readable>, path: string, hash: Hash): Promise<number> {
  const handle = await openFile(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const bytes of (await open()) as AsyncIterable<Buffer>) {
      hash.update(bytes);
      await handle.writeFile(bytes);
      size += bytes.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return size;
}
