import type { SearchFilter } from '@confab/protocol/search';

/** The filter whose value is being typed: it ends the text. */
export type TypedFilter = { filter: SearchFilter; value: string; start: number; isNegated: boolean };

const atEnd = /(?:^|\s)(-?)(from|in|mentions|has|is|before|after|on):("?)([^"]*)$/i;

export function typedFilter(text: string): TypedFilter | null {
  const found = atEnd.exec(text);
  const [whole = '', sign = '', filter = '', mark = '', value = ''] = found ?? [];
  // Without a mark a value ends with a space.
  if (found === null || (mark === '' && /\s/.test(value))) return null;
  return {
    filter: filter.toLowerCase() as SearchFilter,
    value,
    start: found.index + (/^\s/.test(whole) ? 1 : 0),
    isNegated: sign === '-',
  };
}
