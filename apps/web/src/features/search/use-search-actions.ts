import { createSearchActions, type SearchActions } from '@confab/client/search';
import { useMemo } from 'react';
import { useClient } from '../../session/client.ts';

export function useSearchActions(): SearchActions {
  const { rest } = useClient();
  return useMemo(() => createSearchActions(rest), [rest]);
}
