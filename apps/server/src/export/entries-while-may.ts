import { whileMay } from '../http/index.ts';
import type { ZipEntry } from './zip-stream.ts';

/** What is taken along, for as long as whoever takes it may: asked before each entry, and before each piece of one. */
export async function* entriesWhileMay(
  entries: AsyncIterable<ZipEntry>,
  mayGoOn: () => Promise<boolean>,
): AsyncGenerator<ZipEntry> {
  for await (const entry of whileMay(entries, mayGoOn)) yield { ...entry, chunks: whileMay(entry.chunks, mayGoOn) };
}
