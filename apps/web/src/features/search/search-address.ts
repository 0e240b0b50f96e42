export type SearchSort = 'newest' | 'best';
export type SearchPlace = { query: string; sort: SearchSort };

export function searchPath({ query, sort }: SearchPlace): string {
  const values = new URLSearchParams({
    ...(query !== '' && { q: query }),
    ...(sort === 'best' && { sort }),
  }).toString();
  return values === '' ? '/search' : `/search?${values}`;
}

/** `search` is the part of an address behind its "?". */
export function searchPlaceIn(search: string): SearchPlace {
  const values = new URLSearchParams(search);
  return { query: values.get('q') ?? '', sort: values.get('sort') === 'best' ? 'best' : 'newest' };
}
