import type { Message, SearchHit } from '@confab/protocol';
import { parseSearch, type SearchFilterPart } from '@confab/protocol/search';
import { findTerm, readTerm, readWords, type ReadText, type SearchTerm } from '@confab/text/search';

/** What is looked for, as the page can look for it in what it holds: the words by the matcher of the server. */
export type Sought = {
  terms: readonly { term: SearchTerm; isNegated: boolean }[];
  filters: readonly SearchFilterPart[];
};
export type FoundWords = Pick<SearchHit, 'ranges' | 'fileRanges'>;

export function readSought(query: string): Sought {
  const { parts } = parseSearch(query);
  const terms = parts.flatMap((part) => {
    const term = part.kind === 'text' ? readTerm(part.text, part.isPhrase) : null;
    return term === null ? [] : [{ term, isNegated: part.isNegated }];
  });
  return { terms, filters: parts.filter((part) => part.kind === 'filter') };
}

/** What search finds at all: what a thread tells its chat too is found in the thread. */
export function isFindable({ kind, deletedAt, fromThread }: Message): boolean {
  return kind === 'text' && deletedAt === null && !fromThread;
}

/** Where a message holds every word, and none that it must not; null where it is not what is looked for. */
export function findWords(message: Message, { terms }: Sought): FoundWords | null {
  const found: FoundWords = { ranges: [], fileRanges: [] };
  for (const { term, isNegated } of terms) {
    const places = textsOf(message).map((text) => findTerm(text, term));
    if (places.some(({ length }) => length > 0) === isNegated) return null;
    const [content = [], ...names] = places;
    found.ranges.push(...content);
    found.fileRanges.push(...names.flatMap((ranges, file) => ranges.map((range) => ({ file, ...range }))));
  }
  return found;
}

/** Each letter that is typed looks through the same messages. One that is edited is another object. */
const readOf = new WeakMap<Message, readonly ReadText[]>();

function textsOf(message: Message): readonly ReadText[] {
  const known = readOf.get(message);
  if (known) return known;
  const texts = [message.content, ...(message.files ?? []).map(({ name }) => name)].map((text) => readWords(text));
  readOf.set(message, texts);
  return texts;
}
