import type { SearchCounts, SearchHit, SearchPage, SearchQuery } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { ApiError } from '../http/index.ts';
import { lineOf } from '../storage/search/line.ts';
import { idMax } from '../storage/search/search-index.ts';
import { findHits, type Hit, type HitContext } from './find-hits.ts';
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

type Found = Pick<SearchPage, 'hits' | 'nextCursor' | 'previousCursor'> & { looked: number };

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
    lines: true,
  });
  const shown = isBackwards ? hits.toReversed() : hits;
  const ends = { first: shown[0]?.id, last: shown.at(-1)?.id };
  return {
    hits: await describe(context, ask.userId, shown),
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
  const ordered = hits.toSorted((one, other) => other.match.score - one.match.score || other.id - one.id);
  const page = (await describe(context, ask.userId, ordered.slice(start, start + limit))).map((hit, place) => ({
    ...hit,
    cursor: String(start + place),
  }));
  const isLast = start + limit >= ordered.length;
  return { hits: page, nextCursor: isLast ? null : String(start + limit - 1), previousCursor: null, looked };
}

export async function countHits(context: HitContext, ask: SearchAsk): Promise<SearchCounts & { looked: number }> {
  const { hits, hasMore, looked } = await collect(context, ask, countedMax);
  const counts = new Map<string, number>();
  for (const { message } of hits) {
    const chatId = doorOf(message.chatId);
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
    // Few of these are shown.
    lines: false,
  });
  return { hits, hasMore: next !== null, looked };
}

async function describe({ storage }: HitContext, userId: string, hits: readonly Hit[]): Promise<SearchHit[]> {
  const places = hits.flatMap(({ message: { chatId: logId, seq }, before, after }) =>
    [before === undefined ? seq - 1 : 0, after === undefined ? seq + 1 : 0]
      .filter((beside) => beside > 0)
      .map((beside) => ({ logId, seq: beside })),
  );
  const beside = await readPlaces(storage, userId, places);
  return hits.map(({ id, message, match, before, after }) => {
    const lineAt = (seq: number) => lineOf(beside.get(keyOf({ logId: message.chatId, seq })));
    return {
      chatId: doorOf(message.chatId),
      message,
      ranges: match.ranges,
      fileRanges: match.fileRanges,
      before: before === undefined ? lineAt(message.seq - 1) : before,
      after: after === undefined ? lineAt(message.seq + 1) : after,
      cursor: String(id),
    };
  });
}

function cursorOf(id: number | null): string | null {
  return id === null || id < 0 ? null : String(id);
}

function refuse(message: string): never {
  throw new ApiError('invalid-request', 'The place in the list is none.', { errors: [{ path: 'before', message }] });
}
