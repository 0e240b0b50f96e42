import { type ClientState, documentsOf } from '@confab/client';
import type { DocumentValue } from '@confab/protocol';
import { useMemo } from 'react';
import { useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';

export type Reminder = { id: string } & DocumentValue<'reminder'>;

/** By time, the earliest first. */
export function useReminders(): readonly Reminder[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ documents }: ClientState) => [documents],
          (state) =>
            documentsOf(state, 'reminder')
              .map(({ id, value }) => ({ ...value, id }))
              .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1)),
        ),
      [],
    ),
  );
}
