/** What can be asked beside words. Anything else before a colon is a word. */
export const searchFilters = ['from', 'in', 'mentions', 'has', 'is', 'before', 'after', 'on'] as const;
export type SearchFilter = (typeof searchFilters)[number];

export const searchHas = ['file', 'image', 'link', 'poll', 'reaction'] as const;
export type SearchHas = (typeof searchHas)[number];
export const searchIs = ['pinned', 'saved', 'thread', 'mine'] as const;
export type SearchIs = (typeof searchIs)[number];

interface Place {
  /** Where it stands in what was typed, in UTF-16 units. */
  start: number;
  end: number;
  /** What does not hold it is looked for. */
  isNegated: boolean;
}

/** A word, or several that stand together as they are written. */
export interface SearchText extends Place {
  kind: 'text';
  text: string;
  isPhrase: boolean;
}

export interface SearchFilterPart extends Place {
  kind: 'filter';
  filter: SearchFilter;
  value: string;
}

export type SearchPart = SearchText | SearchFilterPart;

/** What can't be looked for, in words for whoever typed it. */
export interface SearchProblem {
  start: number;
  end: number;
  detail: string;
}

export interface ParsedSearch {
  parts: SearchPart[];
  problems: SearchProblem[];
}

/** Phones write these by themselves. */
const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»' };
const space = /\s/u;
const filterStart = /^(from|in|mentions|has|is|before|after|on):/i;

/**
 * What somebody typed to look for, one part after the other: words, "phrases" and filters, each with its place. Pure and small, for
 * the page and the server alike.
 */
export function parseSearch(query: string): ParsedSearch {
  const parts: SearchPart[] = [];
  for (let at = 0; at < query.length;) {
    if (space.test(query[at] ?? '')) {
      at += 1;
      continue;
    }
    const part = readPart(query, at);
    at = part.end;
    if (part.kind === 'filter' || part.text !== '') parts.push(part);
  }
  return { parts, problems: parts.flatMap(problemOf) };
}

/** As it is typed: `parseSearch` reads the same part from it. */
export function formatSearchPart(part: Pick<SearchText, 'kind' | 'text' | 'isPhrase' | 'isNegated'>): string;
export function formatSearchPart(part: Pick<SearchFilterPart, 'kind' | 'filter' | 'value' | 'isNegated'>): string;
export function formatSearchPart(part: SearchPart): string;
export function formatSearchPart(
  part:
    | Pick<SearchText, 'kind' | 'text' | 'isPhrase' | 'isNegated'>
    | Pick<SearchFilterPart, 'kind' | 'filter' | 'value' | 'isNegated'>,
): string {
  const sign = part.isNegated ? '-' : '';
  if (part.kind === 'text') return `${sign}${part.isPhrase ? `"${part.text}"` : part.text}`;
  const isQuoted = part.value === '' || /\s/u.test(part.value) || (part.value[0] ?? '') in closing;
  return `${sign}${part.filter}:${isQuoted ? `"${part.value}"` : part.value}`;
}

function readPart(query: string, start: number): SearchPart {
  const isNegated = query[start] === '-' && /[^\s-]/u.test(query[start + 1] ?? ' ');
  const from = isNegated ? start + 1 : start;
  const filter = filterStart.exec(query.slice(from, from + 10))?.[1];
  if (filter !== undefined) {
    const { text: value, end } = readValue(query, from + filter.length + 1);
    return { kind: 'filter', filter: filter.toLowerCase() as SearchFilter, value, isNegated, start, end };
  }
  const { text, end, isQuoted } = readValue(query, from);
  return { kind: 'text', text, isPhrase: isQuoted, isNegated, start, end };
}

/** To the closing mark, or to the next space. A mark that is never closed ends with the text: somebody is typing. */
function readValue(query: string, from: number): { text: string; end: number; isQuoted: boolean } {
  const close = closing[query[from] ?? ''];
  if (close !== undefined) {
    const found = query.slice(from + 1).search(close === '"' ? /"/ : new RegExp(`["${close}]`, 'u'));
    const end = found < 0 ? query.length : from + 1 + found;
    return { text: query.slice(from + 1, end).trim(), end: found < 0 ? end : end + 1, isQuoted: true };
  }
  let end = from;
  while (end < query.length && !space.test(query[end] ?? '')) end += 1;
  return { text: query.slice(from, end), end, isQuoted: false };
}

function problemOf(part: SearchPart): SearchProblem[] {
  if (part.kind !== 'filter') return [];
  const detail = whatIsWrong(part);
  return detail === null ? [] : [{ start: part.start, end: part.end, detail }];
}

function whatIsWrong({ filter, value }: SearchFilterPart): string | null {
  const word = value.toLowerCase();
  switch (filter) {
    case 'has':
      return isOneOf(searchHas, word) ? null : `has: takes one of ${searchHas.join(', ')}.`;
    case 'is':
      return isOneOf(searchIs, word) ? null : `is: takes one of ${searchIs.join(', ')}.`;
    case 'before':
    case 'after':
    case 'on':
      return parseSearchDate(value)
        ? null
        : `${filter}: takes a day such as 2026-11-27, a month, a year, today or yesterday.`;
    case 'from':
    case 'mentions':
      return value === '' ? `${filter}: takes the name of somebody, or me.` : null;
    case 'in':
      return value === '' ? 'in: takes the name of a chat.' : null;
  }
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}

/** A day, a month, a year; days from today on, 0 for today. */
export type SearchDate = { year: number; month?: number; day?: number } | { daysAgo: number };

/** Null for what is no date. */
export function parseSearchDate(text: string): SearchDate | null {
  const word = text.toLowerCase();
  if (word === 'today') return { daysAgo: 0 };
  if (word === 'yesterday') return { daysAgo: 1 };
  const [, years, months, days] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (years === undefined) return null;
  const [year, month, day] = [Number(years), Number(months ?? 1), Number(days ?? 1)];
  const shown = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || shown.getUTCMonth() !== month - 1 || shown.getUTCDate() !== day) return null;
  return { year, ...(months !== undefined && { month }), ...(days !== undefined && { day }) };
}
