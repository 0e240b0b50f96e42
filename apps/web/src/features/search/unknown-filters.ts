import { formatSearchPart, parseSearch, type SearchFilterPart } from '@confab/protocol/search';
import type { Asked } from './query-chips.ts';

/** The filters, as chips or typed, that name nobody and no chat: `unknown` are these as the server was asked. */
export function unknownIn({ chips, text }: Asked, unknown: readonly string[]): readonly SearchFilterPart[] {
  const typed = parseSearch(text).parts.filter((part) => part.kind === 'filter');
  return [...chips, ...typed].filter((filter) => unknown.includes(formatSearchPart(filter)));
}
