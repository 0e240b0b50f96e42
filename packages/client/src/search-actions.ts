import type { SearchCounts, SearchPage } from '@confab/protocol';
import * as paths from '@confab/protocol/search/paths';
import type { RestClient } from './rest.ts';

/** What is looked for. `chatId`: only there and in its threads. `zone`: whose days are meant, such as `Europe/Berlin`. */
export interface SearchAsk {
  query: string;
  chatId?: string | undefined;
  zone?: string | undefined;
}

/** Where `state.features` holds `search`. */
export interface SearchActions {
  /**
   * Messages of one's chats that hold what is asked for: see `parseSearch` of `@confab/protocol/search` for how to ask. `limit` 1–50, 20
   * unless set. `after`: a `nextCursor`, or the cursor of a hit, for what comes after it; `before` for what comes before it.
   */
  search(
    ask: SearchAsk & { sort?: 'newest' | 'best'; limit?: number; after?: string; before?: string },
  ): Promise<SearchPage>;
  /** How many hits each chat has, of the newest 1,000. */
  countSearch(ask: SearchAsk): Promise<SearchCounts>;
}

/** Beside the client, for who needs it. */
export function createSearchActions({ call }: Pick<RestClient, 'call'>): SearchActions {
  return {
    search: (query) => call(paths.search, { query }),
    countSearch: (query) => call(paths.countSearch, { query }),
  };
}
