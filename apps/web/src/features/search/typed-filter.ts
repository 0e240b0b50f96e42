import { searchHas, searchIs, type SearchFilter, type SearchFilterPart } from '@confab/protocol/search';

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

const days = ['today', 'yesterday'];
/** Of a year, a month or a day, up to its last digit. */
const dateBegun = /^(\d{1,3}|\d{4}-\d?|\d{4}-\d{1,2}-\d?)$/;

/** Of a filter that is wrong: a letter more may mend it. "has:ima" it may, "has:banana" it can't. */
export function mayBecomeRight({ filter, value }: Pick<SearchFilterPart, 'filter' | 'value'>): boolean {
  const begins = (word: string): boolean => word.startsWith(value.toLowerCase());
  switch (filter) {
    case 'has':
      return searchHas.some(begins);
    case 'is':
      return searchIs.some(begins);
    case 'before':
    case 'after':
    case 'on':
      return days.some(begins) || dateBegun.test(value);
    case 'from':
    case 'mentions':
    case 'in':
      return value === '';
  }
}
