import { setImmediate } from 'node:timers/promises';
import { doorOf } from '@confab/protocol/threads';
import { parseMessageId } from '../storage/index.ts';
import { type BoundKeys, boundKeys } from '../storage/search/bound-keys.ts';
import { indexKeysOf, matchMessage, type Wanted, workOf, workPerTurn } from '../storage/search/match.ts';
import {
  type Candidate,
  type Candidates,
  firstIdAt,
  type Hit,
  idMax,
  lateMax,
  type Matched,
  type SearchIndex,
} from '../storage/search/search-index.ts';
import type { Storage } from '../storage/storage.ts';
import { keyOf, readPlaces } from './read-places.ts';

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
  /** All of them are to be shown. */
  isShown: boolean;
}

export interface Hits {
  hits: Hit[];
  /** Where to go on; null: there is no more. */
  next: number | null;
  /** What the search cost: messages that were looked at, long ones and many words counted as more. */
  looked: number;
}

/** Looks that one request makes at most: what it did not come to, the next page does. */
const looksMax = 6;
const candidatesMax = 400;
/** As `workOf` counts. Of one request, though it be short then. A thousand messages of full length with one word are less. */
const workMax = 60_000_000;
/** Of which one is needed. An index that is asked for more takes longer than to look at what it finds without them. */
const factsMax = 200;
/** Work that costs as much as one more message. */
const workOfMessage = 10_000;

/** What the index names, looked at in the log: as it is now, where the person is a member now. */
export async function findHits(context: HitContext, asked: Asked): Promise<Hits> {
  const hits: Hit[] = [];
  let looked = 0;
  let work = 0;
  let next: number | null = asked.order === 'newest' ? asked.below : asked.above;
  const bound = boundKeys(indexKeysOf(asked.wanted));
  for (let looks = 0; looks < looksMax && next !== null && hits.length < asked.limit && work < workMax;) {
    const wantedCount = Math.min(candidatesMax, (asked.limit - hits.length) * (looks + 1) + 1);
    const page = await findCandidates(context, asked, {
      from: next,
      limit: wantedCount,
      workMax: workMax - work,
      bound,
    });
    const matched = page.matched ?? (await matchAll(context, asked, page.found, workMax - work));
    looked += bound.looked + matched.looked + Math.floor(matched.work / workOfMessage);
    work += matched.work;
    hits.push(...matched.hits);
    next = matched.stoppedAt ?? page.next;
    // What was too much for one look goes on with the next one.
    if (matched.stoppedAt === null) looks += 1;
  }
  const page = hits.slice(0, asked.limit);
  // What was found beyond the page is found again with the next one.
  return { hits: page, next: hits.length > page.length ? (page.at(-1)?.id ?? next) : next, looked };
}

async function matchAll(
  { storage }: HitContext,
  { userId, chatId, wanted, isShown }: Asked,
  found: readonly Candidate[],
  workLeft: number,
): Promise<Matched> {
  const messages = await readPlaces(storage, userId, found);
  const hits: Hit[] = [];
  let work = 0;
  let turnsTaken = 1;
  for (const [place, candidate] of found.entries()) {
    const message = messages.get(keyOf(candidate));
    // What was saved is looked for everywhere.
    if (!message || (chatId !== null && doorOf(message.chatId) !== chatId)) continue;
    const match = matchMessage(wanted, message);
    if (match)
      hits.push({ ...candidate, score: match.score, json: null, ...(isShown && { read: { message, match } }) });
    work += workOf(wanted, message);
    const isLast = place === found.length - 1;
    if (work >= workLeft && !isLast) return { hits, looked: place + 1, work, stoppedAt: candidate.id };
    if (work < turnsTaken * workPerTurn) continue;
    turnsTaken += 1;
    await setImmediate();
  }
  return { hits, looked: found.length, work, stoppedAt: null };
}

interface Part {
  from: number;
  limit: number;
  workMax: number;
  bound: BoundKeys;
}

async function findCandidates(
  context: HitContext,
  { userId, chatId, wanted, order, above, below, isShown }: Asked,
  { from, limit, workMax: workLeft, bound }: Part,
): Promise<Candidates> {
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
    keys: bound.keys,
    facts: wanted.facts.flatMap(({ anyOf, isNegated }) => (isNegated || anyOf.size > factsMax ? [] : [[...anyOf]])),
    order,
    limit,
    wanted,
    isShown,
    workMax: workLeft,
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
