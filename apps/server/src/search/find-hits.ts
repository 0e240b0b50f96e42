import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { parseMessageId } from '../storage/index.ts';
import { type Candidate, firstIdAt, idMax, lateMax, type SearchIndex } from '../storage/search/search-index.ts';
import type { Storage } from '../storage/storage.ts';
import { keyOf, readPlaces } from './read-places.ts';
import { indexKeysOf, type Match, matchMessage, type Wanted } from './wanted.ts';

export interface HitContext {
  storage: Pick<Storage, 'db' | 'dialect'>;
  index: Pick<SearchIndex, 'find'>;
}

export interface Asked {
  userId: string;
  chatId: string | null;
  wanted: Wanted;
  order: 'newest' | 'oldest';
  /** Ids, both left out. */
  above: number;
  below: number;
  /** Hits that are enough. */
  limit: number;
}

export interface Hit {
  id: number;
  message: Message;
  match: Match;
}

export interface Hits {
  hits: Hit[];
  /** Where to go on; null: there is no more. */
  next: number | null;
  /** Messages that were looked at: what the search cost. */
  looked: number;
}

/** Looks that one request makes at most: what it did not come to, the next page does. */
const looksMax = 6;
const candidatesMax = 400;

/** What the index names, looked at in the log: as it is now, where the person is a member now. */
export async function findHits(context: HitContext, asked: Asked): Promise<Hits> {
  const hits: Hit[] = [];
  let looked = 0;
  let next: number | null = asked.order === 'newest' ? asked.below : asked.above;
  for (let looks = 0; looks < looksMax && next !== null && hits.length < asked.limit; looks += 1) {
    const wantedCount = Math.min(candidatesMax, (asked.limit - hits.length) * (looks + 1) + 1);
    const page = await findCandidates(context, asked, { from: next, limit: wantedCount });
    looked += page.found.length;
    hits.push(...(await matchAll(context, asked, page.found)));
    next = page.next;
  }
  const page = hits.slice(0, asked.limit);
  // What was found beyond the page is found again with the next one.
  return { hits: page, next: hits.length > page.length ? (page.at(-1)?.id ?? next) : next, looked };
}

async function matchAll(
  { storage }: HitContext,
  { userId, chatId, wanted }: Asked,
  found: readonly Candidate[],
): Promise<Hit[]> {
  const messages = await readPlaces(storage, userId, found);
  return found.flatMap((candidate) => {
    const message = messages.get(keyOf(candidate));
    // What was saved is looked for everywhere.
    if (!message || (chatId !== null && doorOf(message.chatId) !== chatId)) return [];
    const match = matchMessage(wanted, message);
    return match ? [{ id: candidate.id, message, match }] : [];
  });
}

interface Part {
  from: number;
  limit: number;
}

async function findCandidates(
  context: HitContext,
  { userId, chatId, wanted, order, above, below }: Asked,
  { from, limit }: Part,
): Promise<{ found: Candidate[]; next: number | null }> {
  const bounds = {
    above: Math.max(order === 'newest' ? above : from, firstIdAt(wanted.since) - 1),
    below: Math.min(
      order === 'newest' ? from : below,
      wanted.until === idMax ? idMax : firstIdAt(wanted.until) + lateMax,
    ),
  };
  const saved = wanted.saved.find(({ isNegated }) => !isNegated);
  if (saved) return await findSaved(context, { userId, messageIds: saved.messageIds, order, ...bounds });
  return await context.index.find({
    userId,
    chatId,
    keys: indexKeysOf(wanted),
    facts: wanted.facts.flatMap(({ anyOf, isNegated }) => (isNegated ? [] : [anyOf])),
    order,
    limit,
    ...bounds,
  });
}

/** A person saves few messages: all of them are looked at. */
async function findSaved(
  { storage }: HitContext,
  asked: Pick<Asked, 'userId' | 'order' | 'above' | 'below'> & { messageIds: ReadonlySet<string> },
): Promise<{ found: Candidate[]; next: null }> {
  const places = [...asked.messageIds].flatMap((id) => {
    const place = parseMessageId(id);
    return place ? [{ logId: place.chatId, seq: place.seq }] : [];
  });
  const messages = await readPlaces(storage, asked.userId, places);
  const found = places.flatMap((place) => {
    const message = messages.get(keyOf(place));
    // As the index would number it, but for what was sent within one millisecond.
    return message ? [{ id: firstIdAt(Date.parse(message.createdAt)) + (place.seq % 4), ...place }] : [];
  });
  const within = found
    .filter(({ id }) => id > asked.above && id < asked.below)
    .toSorted((one, other) => one.id - other.id);
  return { found: asked.order === 'newest' ? within.toReversed() : within, next: null };
}
