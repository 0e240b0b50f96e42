import type { ClientState, ConfabClient } from '@confab/client';
import { useMemo, useState } from 'react';
import { readTrail, type Trail } from '../../lib/kept-trail.ts';
import { useChatIds, useChatTitles, useClient, useMyId } from '../../session/client.ts';
import { usePeopleSearch } from '../people/index.ts';
import { canSearch, isWorthLooking, useFoundMessages } from '../search/index.ts';
import { addressedChat, visitedChats } from '../switching/index.ts';
import { chatRows, knownPeopleRows, personRows } from './chat-rows.ts';
import { findRemembered } from './find-remembered.ts';
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
 * while the query stays, but for files that come as long as it is at rest.
 */
export function useSections(query: string, isAtRest: boolean): Found {
  const client = useClient();
  const here = useHere(query);
  const remembered = useRemembered(query);
  const { users, isLoading, error } = usePeopleSearch(query);
  const people = useMemo(
    () => (query.trim() === '' ? [] : personRows(users, client.getState()).slice(0, foundPeopleMax)),
    [client, query, users],
  );
  const { messages, files } = useFoundMessages(query);
  const found = useMemo((): Section[] => {
    const state = client.getState();
    return [
      // Who types the name of a file means it: it stands above what only speaks of it.
      { name: 'files', rows: fileRows(files, query, state) },
      { name: 'messages', rows: messageRows(messages, state) },
    ];
  }, [client, query, messages, files]);
  // People stand above, so they are waited for.
  const batches = [...here, ...remembered, { name: 'people' as const, rows: people }, ...(isLoading ? [] : found)];
  const sections = useKeptOrder(query, batches, isAtRest);
  return { sections, isLoading, error };
}

function useKeptOrder(query: string, batches: readonly Section[], isAtRest: boolean): readonly Section[] {
  const [kept, setKept] = useState<{ query: string; sections: readonly Section[] }>({ query, sections: [] });
  const before = kept.query === query ? kept.sections : [];
  const sections = batches.reduce((shown, later) => withLater(shown, later, isAtRest), before);
  if (kept.query !== query || sections !== kept.sections) setKept({ query, sections });
  return sections;
}

/** What was said in the pages of chats that are here, as they are when the letters are typed. */
function useRemembered(query: string): readonly Section[] {
  const client = useClient();
  return useMemo(() => {
    const state = client.getState();
    if (!canSearch(state) || !isWorthLooking(query)) return [];
    const { messages, files } = findRemembered(state, query);
    return [
      { name: 'files', rows: fileRows(files, query, state) },
      { name: 'messages', rows: messageRows(messages, state) },
    ];
  }, [client, query]);
}

/** Of what the page holds: within a frame, so rows are made when a chat comes or goes and not for each letter or message. */
function useHere(query: string): readonly Section[] {
  const client = useClient();
  const places = usePlaceRows();
  const chatIds = useChatIds();
  const titles = useChatTitles(chatIds);
  const trail = useTrail();
  const known = useMemo(() => rowsOf(client.getState(), chatIds, titles), [client, chatIds, titles]);
  return useMemo(() => findHere(client, { query, known, places, trail }), [client, query, known, places, trail]);
}

type Known = { chats: readonly Row[]; people: readonly Row[] };

function rowsOf(state: ClientState, chatIds: readonly string[], titles: readonly string[]): Known {
  return { chats: chatRows(state, chatIds, titles), people: knownPeopleRows(state) };
}

/** As it was when this was opened. */
function useTrail(): { trail: Trail; now: number } {
  const myId = useMyId();
  const [trail] = useState(() => ({ trail: readTrail(myId), now: Date.now() }));
  return trail;
}

type Here = { query: string; known: Known; places: readonly Row[]; trail: { trail: Trail; now: number } };

function findHere(client: ConfabClient, { query, known: { chats, people }, places, trail }: Here): Section[] {
  if (query.trim() !== '') {
    const rows = rankRows([...chats, ...people, ...places], query, trail);
    const further = canSearch(client.getState()) ? [searchRow(query.trim())] : [];
    return [{ name: 'here', rows: [...rows.slice(0, hereMax), ...further] }];
  }
  const current = addressedChat();
  const before = visitedChats(client).find((id) => id !== current);
  const offered = byVisits(
    places.filter(({ goal }) => goal.type !== 'command' || !goal.isDrastic),
    { ...trail, before: undefined, current: null },
  );
  // What the list is there for beside this comes first, however seldom somebody goes there by it.
  const search = offered.filter(({ key }) => key === 'page:/search');
  const others = offered.filter((row) => !search.includes(row));
  return [
    { name: 'here', rows: byVisits(chats, { ...trail, before, current }).slice(0, chatsBeforeAnyLetter) },
    { name: 'do', rows: [...search, ...others].slice(0, placesBeforeAnyLetter) },
  ];
}
