import { planGroups } from '../../search/plan.ts';
import type { Candidates, IndexQuery } from '../../search/search-index.ts';
import type { Connections } from '../connections.ts';
import { chooseLook, type NumberedGroup } from './choose-look.ts';
import { readFound } from './found-rows.ts';
import { matchFound } from './match-found.ts';
import { isLoose, phrasePatterns } from './phrase-patterns.ts';
import { type KnownWords, readWords } from './read-words.ts';
import type { SeenShares } from './seen-shares.ts';

/** Of words in a row the index knows no more than that a message has all of them: so many candidates are looked at for the first hits. */
const candidatesOfPhrase = 400;
/** Messages that PostgreSQL holds against words in a row cost as much as one that is looked at here (A43). */
const triedForOne = 5;

export interface FindContext {
  connections: Connections;
  shares: Pick<SeenShares, 'countAll' | 'countSeen'>;
}

/** Chats of the person tell where to look; whether they may see it is asked again where it is read from the log. */
export async function findCandidates({ connections, shares }: FindContext, query: IndexQuery): Promise<Candidates> {
  const nothing: Candidates = { found: [], next: null };
  // Words as they are asked for: those that stand in for them bring their numbers along.
  const asked = planGroups(query, () => []).flatMap(({ anyOf }) => anyOf);
  const [known, all] = await Promise.all([readWords(connections, query, [...new Set(asked)]), shares.countAll()]);
  const { chats } = known;
  if (chats?.length === 0) return nothing;
  const groups = numberGroups(query, known);
  if (groups.some(({ anyOf }) => anyOf.length === 0)) return nothing;
  const ofChats = chats && { anyOf: chats.map(({ no }) => no), count: sum(chats) };
  const seen = ofChats?.count ?? (await shares.countSeen(query.userId));
  const phrases = phrasePatterns(query.keys);
  const isLate = isLoose(query.keys);
  const limit = isLate ? Math.max(query.limit, candidatesOfPhrase) : query.limit;
  const wanted = phrases.rows.length > 0 ? Math.max(limit, candidatesOfPhrase) : limit;
  const rows = await readFound(connections, {
    query,
    look: chooseLook(groups, ofChats, { all, seen, limit: wanted }),
    chats: ofChats?.anyOf ?? null,
    phrases,
    limit,
    // Of a few out of many, what stands beside them is read once they are found.
    hasLines: query.isShown && !isLate,
  });
  const matched = await matchFound(query, rows.found, isLate);
  const looked = matched.looked + Math.floor(rows.tried / triedForOne);
  return { found: rows.found, matched: { ...matched, looked }, next: rows.next };
}

function numberGroups(query: IndexQuery, { byText, standIns }: KnownWords): NumberedGroup[] {
  const numbers = new Map(byText);
  for (const word of standIns.flat()) numbers.set(word.word, word);
  const groups = planGroups(query, (key) => standIns[query.keys.indexOf(key)] ?? []).map(({ anyOf }) => {
    const words = anyOf.flatMap((word) => numbers.get(word) ?? []);
    return { anyOf: words.map(({ no }) => no), count: sum(words) };
  });
  // A word that is asked for twice is looked for once.
  return [...new Map(groups.map((group) => [group.anyOf.join(), group])).values()];
}

function sum(words: readonly { count: number }[]): number {
  return words.reduce((total, { count }) => total + count, 0);
}
