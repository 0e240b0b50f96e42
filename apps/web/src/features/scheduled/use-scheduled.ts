import { type ClientState, documentsOf } from '@confab/client';
import type { DocumentValue } from '@confab/protocol';
import { useMemo } from 'react';
import { useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';

export type ScheduledMessage = { id: string } & DocumentValue<'scheduled'>;

/** What waits to be sent, the earliest first; what could not be sent before all. */
export function useScheduled(isWanted: (message: ScheduledMessage) => boolean): readonly ScheduledMessage[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ documents }: ClientState) => [documents],
          (state) => listScheduled(state).filter(isWanted),
        ),
      [isWanted],
    ),
  );
}

function listScheduled(state: ClientState): ScheduledMessage[] {
  return documentsOf(state, 'scheduled')
    .map(({ id, value }) => ({ ...value, id }))
    .toSorted((one, other) => {
      const byRefusal = Number(other.refused !== undefined) - Number(one.refused !== undefined);
      return byRefusal || Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1);
    });
}
