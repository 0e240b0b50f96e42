import type { ConfabClient } from '@confab/client';
import { useMemo, useState } from 'react';
import { readTrail, type Trail } from '../../lib/kept-trail.ts';
import { useClient, useClientState, useMyId } from '../../session/client.ts';
import { usePeopleSearch } from '../people/index.ts';
import { canSearch, useFoundMessages } from '../search/index.ts';
import { addressedChat, visitedChats } from '../switching/index.ts';
import { chatRows, knownPeopleRows, personRows } from './chat-rows.ts';
import { withLater } from './keep-order.ts';
import { fileRows, messageRows } from './message-rows.ts';
import { byVisits, rankRows } from './rank-rows.ts';
import type { Row, Section } from './rows.ts';

import { searchRow, usePlaceRows } from './use-place-rows.ts';

const hereMax = 8;
const chatsBeforeAnyLetter = 6;
const placesBeforeAnyLetter = 3;
const foundPeopleMax = 5;

export type Found = { sections: readonly Section[]; isLoading: boolean; error: string | null };

/**
 * What the letters lead to: at once what the page holds, then what the server finds, below it. Nothing that is shown for a query moves
 * while the query stays.
 */
export function useSections(query: string): Found {
  const client = useClient();
  const here = useHere(query);
  const { users, isLoading, error } = usePeopleSearch(query);
  const people = useMemo(
    () => (query.trim() === '' ? [] : personRows(users, client.getState()).slice(0, foundPeopleMax)),
    [client, query, users],
  );
  const { messages, files } = useFoundMessages(query);
  const found = useMemo((): Section[] => {
    const state = client.getState();
    return [
      { name: 'messages', rows: messageRows(messages, state) },
      { name: 'files', rows: fileRows(files, state) },
    ];
  }, [client, messages, files]);
  // People stand above, so they are waited for.
  const sections = useKeptOrder(query, [...here, { name: 'people', rows: people }, ...(isLoading ? [] : found)]);
  return { sections, isLoading, error };
}

function useKeptOrder(query: string, batches: readonly Section[]): readonly Section[] {
  const [kept, setKept] = useState<{ query: string; sections: readonly Section[] }>({ query, sections: [] });
  const before = kept.query === query ? kept.sections : [];
  const sections = batches.reduce(withLater, before);
  if (kept.query !== query || sections !== kept.sections) setKept({ query, sections });
  return sections;
}

/** Of what the page holds: within a frame, so looked through once for each letter and not for each change of a chat. */
function useHere(query: string): readonly Section[] {
  const client = useClient();
  const places = usePlaceRows();
  const areChatsLoaded = useClientState((state) => state.chatsLoaded);
  const trail = useTrail();
  return useMemo(
    () => (areChatsLoaded || client.getState().chats.size > 0 ? findHere(client, { query, places, trail }) : []),
    [client, query, places, trail, areChatsLoaded],
  );
}

/** As it was when this was opened. */
function useTrail(): { trail: Trail; now: number } {
  const myId = useMyId();
  const [trail] = useState(() => ({ trail: readTrail(myId), now: Date.now() }));
  return trail;
}

type Here = { query: string; places: readonly Row[]; trail: { trail: Trail; now: number } };

function findHere(client: ConfabClient, { query, places, trail }: Here): Section[] {
  const state = client.getState();
  const chats = chatRows(state);
  if (query.trim() !== '') {
    const rows = rankRows([...chats, ...knownPeopleRows(state), ...places], query, trail);
    const further = canSearch(state) ? [searchRow(query.trim())] : [];
    return [{ name: 'here', rows: [...rows.slice(0, hereMax), ...further] }];
  }
  const current = addressedChat();
  const before = visitedChats(client).find((id) => id !== current);
  const offered = places.filter(({ goal }) => goal.type !== 'command' || !goal.isDrastic);
  return [
    { name: 'here', rows: byVisits(chats, { ...trail, before, current }).slice(0, chatsBeforeAnyLetter) },
    {
      name: 'do',
      rows: byVisits(offered, { ...trail, before: undefined, current: null }).slice(0, placesBeforeAnyLetter),
    },
  ];
}
