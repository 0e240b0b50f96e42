import { join } from 'node:path';
import { StorageOpenError, isThere } from '../storage/index.ts';
import { parsePlace } from './place.ts';

/** `confab reindex`: beside a server that runs on it, which makes the index anew. */
export async function reindexCommand(text: string): Promise<void> {
  const place = parsePlace(text);
  if (place.kind === 'postgres') {
    const { askToReindexAt } = await import('../storage/postgres/search/ask-to-reindex.ts');
    return await askToReindexAt(place.url);
  }
  const database = join(place.folder, 'confab.db');
  if (!(await isThere(database))) throw new StorageOpenError(`There is no database in ${place.folder}.`);
  const { askToReindex } = await import('../storage/sqlite/search/search-file.ts');
  askToReindex(database);
}
