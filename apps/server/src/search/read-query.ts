import { dayAt, instantOf } from '@confab/protocol/local-time';
import {
  parseSearch,
  parseSearchDate,
  type SearchDate,
  type SearchFilterPart,
  type SearchPart,
} from '@confab/protocol/search';
import { readTerm } from '@confab/text/search';
import { ApiError } from '../http/index.ts';
import { type Fact, mentionsAll } from '../storage/search/facts.ts';
import type { Wanted } from '../storage/search/match.ts';
import { idMax } from '../storage/search/search-index.ts';
import type { NamesOf } from './names-of.ts';

export interface ReadQuery {
  wanted: Wanted;
  /** Filters that name nobody, or no chat, as they were typed. */
  unknown: { text: string; isPerson: boolean }[];
}

export interface QueryContext {
  callerId: string;
  /** Whose days are meant; asked for where there are any. */
  zone: () => Promise<string>;
  now: number;
  names: NamesOf;
}

interface Here {
  zone: string;
  now: number;
}

type Filters = { -readonly [Key in 'saved' | 'notWithin']: Wanted[Key][number][] } & {
  facts: ReadonlySet<Fact>[];
  /** Chats. Null: all. */
  within: ReadonlySet<Fact> | null;
  without: Set<Fact>;
  since: number;
  until: number;
};

/** Throws `invalid-request` for what can't be looked for. */
export async function readQuery(query: string, context: QueryContext): Promise<ReadQuery> {
  const { parts, problems } = parseSearch(query);
  if (problems.length > 0) refuse(problems.map(({ detail }) => detail));
  const terms = eachOnce(parts.flatMap((part) => (part.kind === 'text' ? termOf(part) : [])));
  const filters: Filters = {
    facts: [],
    within: null,
    without: new Set(),
    saved: [],
    notWithin: [],
    since: 0,
    until: idMax,
  };
  const unknown: ReadQuery['unknown'] = [];
  for (const part of filtersOnce(parts)) {
    if (await addFilter(filters, part, context)) continue;
    unknown.push({ text: query.slice(part.start, part.end), isPerson: part.filter !== 'in' });
  }
  if (terms.length === 0 && parts.every(({ kind }) => kind === 'text')) refuse(['Name a word of letters or digits.']);
  const { saved, notWithin, since, until } = filters;
  return { wanted: { terms, facts: factsOf(filters), saved, notWithin, since, until }, unknown };
}

function refuse(problems: readonly string[]): never {
  throw new ApiError('invalid-request', problems[0] ?? '', {
    errors: problems.map((message) => ({ path: 'query', message })),
  });
}

/** What holds no word, such as a dash, says nothing. */
function termOf({ text, isPhrase, isNegated }: Extract<SearchPart, { kind: 'text' }>): Wanted['terms'][number][] {
  const term = readTerm(text, isPhrase);
  return term ? [{ term, isNegated }] : [];
}

/** Asked for again it says nothing more, and would be looked for again. */
function eachOnce(terms: readonly Wanted['terms'][number][]): Wanted['terms'][number][] {
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
}

function filtersOnce(parts: readonly SearchPart[]): Iterable<SearchFilterPart> {
  const filters = parts.flatMap((part) => (part.kind === 'filter' ? part : []));
  return new Map(filters.map((part) => [`${part.isNegated} ${part.filter}:${part.value}`, part])).values();
}

/** False where it names nobody, or no chat. */
async function addFilter(filters: Filters, part: SearchFilterPart, context: QueryContext): Promise<boolean> {
  const value = part.value.toLowerCase();
  switch (part.filter) {
    case 'before':
    case 'after':
    case 'on':
      addDays(filters, part, { zone: await context.zone(), now: context.now });
      return true;
    case 'in':
    case 'from':
    case 'mentions': {
      const facts = await factsNamed(part, context);
      addFacts(filters, part, facts);
      return facts.length > 0;
    }
    case 'has':
    case 'is':
      if (part.filter === 'is' && value === 'saved') {
        filters.saved.push({ messageIds: await context.names.savedIds(), isNegated: part.isNegated });
      } else {
        addFacts(filters, part, [value === 'mine' ? `from:${context.callerId}` : `${part.filter}:${value}`]);
      }
      return true;
  }
}

function factsOf({ facts, within, without }: Filters): Wanted['facts'] {
  const wanted = within ? [...facts, within] : facts;
  const all = wanted.map((anyOf) => ({ anyOf, isNegated: false }));
  return without.size === 0 ? all : [...all, { anyOf: without, isNegated: true }];
}

/** However many chats each of them names, what all filters ask for is kept once (A43). */
function addFacts(filters: Filters, { filter, isNegated }: SearchFilterPart, facts: readonly Fact[]): void {
  if (isNegated) for (const fact of facts) filters.without.add(fact);
  else if (filter !== 'in') filters.facts.push(new Set(facts));
  // A message is in one chat: of those that all of these filters name.
  else filters.within = new Set(filters.within ? facts.filter((fact) => filters.within?.has(fact)) : facts);
}

/** One of these is true of what it means; none where it names nobody, or no chat. */
async function factsNamed({ filter, value }: SearchFilterPart, { names, callerId }: QueryContext): Promise<string[]> {
  if (filter === 'in') return (await names.chatsNamed(value)).map((chatId) => `chat:${chatId}`);
  if (filter === 'mentions' && /^@?everyone$/i.test(value)) return [mentionsAll];
  const userId = await names.personNamed(value);
  if (userId === null) return [];
  return [`${filter}:${userId}`, ...(filter === 'mentions' && userId === callerId ? [mentionsAll] : [])];
}

function addDays(filters: Filters, { filter, value, isNegated }: SearchFilterPart, here: Here): void {
  const date = parseSearchDate(value);
  if (!date) return;
  const [start, end] = [startOf(date, here, 0), startOf(date, here, 1)];
  const days =
    filter === 'on'
      ? { since: start, until: end }
      : filter === 'before'
        ? { since: 0, until: start }
        : { since: end, until: idMax };
  if (isNegated) filters.notWithin.push(days);
  else {
    filters.since = Math.max(filters.since, days.since);
    filters.until = Math.min(filters.until, days.until);
  }
}

/** When it begins in the zone, or so many days, months or years later. */
function startOf(date: SearchDate, { zone, now }: Here, later: number): number {
  if ('daysAgo' in date) return dayAt(now, zone, { days: later - date.daysAgo, hour: 0 });
  const { year, month, day } = date;
  const shown = new Date(
    Date.UTC(
      year + (month === undefined ? later : 0),
      (month ?? 1) - 1 + (month !== undefined && day === undefined ? later : 0),
      (day ?? 1) + (day === undefined ? 0 : later),
    ),
  );
  const [shownYear, shownMonth, shownDay] = [shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()];
  return instantOf({ year: shownYear, month: shownMonth, day: shownDay, hour: 0, minute: 0 }, zone);
}
