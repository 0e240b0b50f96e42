import type { SearchCounts, SearchPage, SearchQuery } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { ApiError } from '../http/index.ts';
import { encodeHit } from '../storage/search/encode-hit.ts';
import { lineOf } from '../storage/search/line.ts';
import { matchMessage } from '../storage/search/match.ts';
import { type Hit, idMax } from '../storage/search/search-index.ts';
import { findHits, type HitContext } from './find-hits.ts';
import type { ReadQuery } from './read-query.ts';
import { keyOf, readPlaces } from './read-places.ts';

export interface SearchAsk {
  userId: string;
  /** The caller is a member of it. */
  chatId: string | null;
  read: ReadQuery;
}

/** The newest so many are ordered by how well they fit, and counted. */
const orderedMax = 500;
const countedMax = 1_000;

export type PageAsk = SearchAsk & { query: Pick<SearchQuery, 'sort' | 'limit' | 'after' | 'before'> };

/** `hits`: each as JSON. */
type Found = Pick<SearchPage, 'nextCursor' | 'previousCursor'> & { hits: string[]; looked: number };

export async function searchMessages(context: HitContext, ask: PageAsk): Promise<Found> {
  if (ask.query.after !== undefined && ask.query.before !== undefined) refuse('not together with `after`');
  return ask.query.sort === 'best' ? await findBest(context, ask) : await findInOrder(context, ask);
}

async function findInOrder(context: HitContext, ask: PageAsk): Promise<Found> {
  const { limit, after, before } = ask.query;
  const isBackwards = before !== undefined;
  const { hits, next, looked } = await findHits(context, {
    userId: ask.userId,
    chatId: ask.chatId,
    wanted: ask.read.wanted,
    order: isBackwards ? 'oldest' : 'newest',
    above: isBackwards ? Number(before) : -1,
    below: after === undefined ? idMax : Number(after),
    limit,
    isShown: true,
  });
  const shown = isBackwards ? hits.toReversed() : hits;
  const ends = { first: shown[0]?.id, last: shown.at(-1)?.id };
  return {
    hits: (await encodeHits(context, ask, shown)).map(({ id, json }) => withCursor(json, id)),
    nextCursor: isBackwards ? cursorOf(ends.last ?? Number(before) + 1) : cursorOf(next),
    // Where the page begins somewhere, there may be more before it.
    previousCursor: isBackwards
      ? cursorOf(next)
      : after === undefined
        ? null
        : cursorOf(ends.first ?? Number(after) - 1),
    looked,
  };
}

/** Pages of one list of bounded length: the cursor is a place in it. */
async function findBest(context: HitContext, ask: PageAsk): Promise<Found> {
  const { limit, after, before } = ask.query;
  if (before !== undefined) refuse('not with `best`');
  const { hits, looked } = await collect(context, ask, orderedMax);
  const start = after === undefined ? 0 : Number(after) + 1;
  const ordered = hits.toSorted((one, other) => other.score - one.score || other.id - one.id);
  const page = ordered.slice(start, start + limit);
  const placeOf = new Map(page.map(({ id }, place) => [id, start + place]));
  const shown = await encodeHits(context, ask, page);
  const isLast = start + limit >= ordered.length;
  return {
    hits: shown.map(({ id, json }) => withCursor(json, placeOf.get(id) ?? start)),
    nextCursor: isLast ? null : String(start + limit - 1),
    previousCursor: null,
    looked,
  };
}

export async function countHits(context: HitContext, ask: SearchAsk): Promise<SearchCounts & { looked: number }> {
  const { hits, hasMore, looked } = await collect(context, ask, countedMax);
  const counts = new Map<string, number>();
  for (const { logId } of hits) {
    const chatId = doorOf(logId);
    counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
  }
  const chats = [...counts].map(([chatId, count]) => ({ chatId, count }));
  return { chats: chats.toSorted((one, other) => other.count - one.count), count: hits.length, hasMore, looked };
}

/** The newest, as many as that. */
async function collect(
  context: HitContext,
  { userId, chatId, read }: SearchAsk,
  max: number,
): Promise<{ hits: Hit[]; hasMore: boolean; looked: number }> {
  const { hits, next, looked } = await findHits(context, {
    userId,
    chatId,
    wanted: read.wanted,
    order: 'newest',
    above: -1,
    below: idMax,
    limit: max,
    // Few of these are.
    isShown: false,
  });
  return { hits, hasMore: next !== null, looked };
}

/** What is told of each. One that is none any more by the time it is looked at is left out. */
async function encodeHits(
  { storage }: HitContext,
  { userId, read }: SearchAsk,
  hits: readonly Hit[],
): Promise<{ id: number; json: string }[]> {
  const places = hits
    .filter(({ json }) => json === null)
    .flatMap(({ logId, seq, read: known }) =>
      [seq - 1, ...(known ? [] : [seq]), seq + 1].map((place) => ({ logId, seq: place })),
    )
    .filter(({ seq }) => seq > 0);
  const messages = await readPlaces(storage, userId, places);
  return hits.flatMap(({ id, json, logId, seq, read: known }) => {
    if (json !== null) return { id, json };
    const at = (place: number) => messages.get(keyOf({ logId, seq: place }));
    const message = known?.message ?? at(seq);
    const match = known?.match ?? (message && matchMessage(read.wanted, message));
    if (!message || !match) return [];
    const [before, after] = [lineOf(at(seq - 1)), lineOf(at(seq + 1))];
    return { id, json: encodeHit({ logId, message: JSON.stringify(message), match, before, after }) };
  });
}

function withCursor(json: string, cursor: number): string {
  return `${json},"cursor":"${cursor}"}`;
}

function cursorOf(id: number | null): string | null {
  return id === null || id < 0 ? null : String(id);
}

function refuse(message: string): never {
  throw new ApiError('invalid-request', 'The place in the list is none.', { errors: [{ path: 'before', message }] });
}
