import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ZipEntry } from './zip-stream.ts';

/** The folder is not one to export to. The message is for whoever asked. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

/** Writes the parts of an export into an empty folder, for this user's eyes alone; durable when it resolves. */
export async function writeFolder(folder: string, entries: AsyncIterable<ZipEntry>): Promise<void> {
  const target = resolve(folder);
  await mkdir(target, { recursive: true, mode: 0o700 });
  if ((await readdir(target)).length > 0) throw new ExportError(`${target} is not empty. Name a new folder.`);
  for await (const { name, chunks } of entries) {
    // Names are the export's own, and none leaves the folder.
    const path = join(target, ...name.split('/'));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(Readable.from(chunks), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
