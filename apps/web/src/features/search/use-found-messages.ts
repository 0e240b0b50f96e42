import type { SearchHit } from '@confab/protocol';
import { parseSearch } from '@confab/protocol/search';
import { useEffect, useState } from 'react';
import { useClient, useClientState } from '../../session/client.ts';
import { canSearch } from './can-search.ts';
import { useSearchActions } from './use-search-actions.ts';

export type FoundMessages = {
  /** What these were found for. */
  query: string | null;
  messages: readonly SearchHit[];
  /** Of these a file is called so. */
  files: readonly SearchHit[];
};

const debounceMs = 220;
const messagesMax = 5;
/** Some have the words in what is said with them: of these none is shown. */
const filesMax = 12;
const nothing: FoundMessages = { query: null, messages: [], files: [] };

/** A few messages and files for a list of other things, asked for a moment after the last letter. Where they can't be had, it does without. */
export function useFoundMessages(query: string): FoundMessages {
  const client = useClient();
  const actions = useSearchActions();
  const isThere = useClientState(canSearch);
  const [found, setFound] = useState(nothing);
  const wanted = isThere && isWorthLooking(query) ? query.trim() : '';
  useEffect(() => {
    if (wanted === '') return;
    let isWanted = true;
    async function look(): Promise<void> {
      const [messages, files] = await Promise.all([
        actions.search({ query: wanted, limit: messagesMax }),
        actions.search({ query: `has:file ${wanted}`, limit: filesMax }),
      ]);
      await client.loadUsers([...messages.hits, ...files.hits].map(({ message }) => message.senderId));
      const named = files.hits.filter(({ fileRanges }) => fileRanges.length > 0);
      if (isWanted) setFound({ query: wanted, messages: messages.hits, files: named });
    }
    const timer = setTimeout(() => void look().catch(() => undefined), debounceMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, actions, wanted]);
  return found.query === wanted ? found : nothing;
}

/** One letter of an alphabet is in everything; one sign of others is a word. */
export function isWorthLooking(query: string): boolean {
  const { parts, problems } = parseSearch(query);
  return parts.length > 0 && problems.length === 0 && !/^[a-z\d]$/i.test(query.trim());
}
