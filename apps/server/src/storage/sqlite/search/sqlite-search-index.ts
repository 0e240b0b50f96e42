import type { Candidates, IndexQuery, SearchIndex } from '../../search/search-index.ts';
import type { WorkerSettings } from '../connection.ts';
import { Lane } from '../lane.ts';

export interface SearchThreadSettings extends WorkerSettings {
  epoch: string;
}

/** In a file and a thread of its own: no send waits for it, or writes a page more. */
export class SqliteSearchIndex implements SearchIndex {
  readonly #lane: Lane;

  private constructor(lane: Lane) {
    this.#lane = lane;
  }

  static async open(settings: SearchThreadSettings): Promise<SqliteSearchIndex> {
    const entry = new URL('./search-thread.ts', import.meta.url);
    // Whoever asks is told: everything else goes on without it.
    return new SqliteSearchIndex(await Lane.open({ entry, settings, onDeath: () => undefined }));
  }

  find(query: IndexQuery): Promise<Candidates> {
    return this.#lane.call('search-find', query);
  }

  follow(logId: string): Promise<boolean> {
    return this.#lane.call('search-follow', logId);
  }

  compare(after: string): Promise<{ behind: string[]; next: string | null }> {
    return this.#lane.call('search-compare', after);
  }

  renew(): Promise<boolean> {
    return this.#lane.call('search-renew', null);
  }

  tidy(): Promise<boolean> {
    return this.#lane.call('search-tidy', null);
  }

  close(): Promise<void> {
    return this.#lane.close();
  }
}
