import type { SearchFilterPart } from '@confab/protocol/search';
import { t } from '../../lib/words.ts';

/** Why a filter says nothing, and what it takes. */
export function problemWords({ filter }: SearchFilterPart): string {
  switch (filter) {
    case 'has':
      return t`“has:” takes file, image, link or reaction.`;
    case 'is':
      return t`“is:” takes pinned, saved, thread or mine.`;
    case 'before':
    case 'after':
    case 'on':
      return t`“${filter}:” takes a day such as 2026-11-27, a month, a year, today or yesterday.`;
    case 'from':
    case 'mentions':
      return t`“${filter}:” takes somebody’s username, or me.`;
    case 'in':
      return t`“in:” takes the name of a chat.`;
  }
}
