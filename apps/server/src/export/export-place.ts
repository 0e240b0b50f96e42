import { type FileStore, isMissing, keptOf } from '../files/index.ts';
import type { Storage } from '../storage/index.ts';
import { type ExportScope, linesOf, tablesOf } from './export-tables.ts';
import { manifestName, writeManifest } from './manifest.ts';
import { openEntry, type ZipEntry } from './zip-stream.ts';

export interface PlaceExport {
  storage: Storage;
  /** Null: this server takes no files. */
  store: FileStore | null;
  scope: ExportScope;
  /** Milliseconds since 1970. */
  at: number;
  onRows?: (table: string, rows: number) => void;
}

/** Everything, one part after another: see docs/export.md. */
export async function* exportPlace({ storage, store, scope, at, onRows }: PlaceExport): AsyncGenerator<ZipEntry> {
  const tables: Record<string, number> = {};
  for (const table of tablesOf(scope)) {
    tables[table.name] = 0;
    const counted = (rows: number): void => {
      tables[table.name] = (tables[table.name] ?? 0) + rows;
      onRows?.(table.name, rows);
    };
    yield { name: `tables/${table.name}.jsonl`, at, chunks: linesOf(storage, table, counted) };
  }
  const files = { count: 0, bytes: 0 };
  const missing: string[] = [];
  for await (const { key, size } of store ? keptOf(storage) : []) {
    const bytes = await store?.read(key).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!bytes) {
      missing.push(key);
      continue;
    }
    files.count += 1;
    files.bytes += size;
    yield* openEntry({ name: `files/${key.slice(0, 2)}/${key}`, at, isPacked: true }, bytes);
  }
  const madeAt = new Date(at).toISOString();
  yield { name: manifestName, at, chunks: one(writeManifest({ kind: 'place', madeAt, tables, files, missing })) };
}

/** Of what is there already. */
export async function* one(text: string): AsyncGenerator<string> {
  yield text;
}
