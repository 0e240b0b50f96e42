import type { SearchFilterPart } from '@confab/protocol/search';
import { t } from '../../lib/words.ts';

/** What is wrong with a filter, and what can be written instead. */
export function problemWords({ filter, value }: SearchFilterPart): string {
  switch (filter) {
    case 'has':
      return t`“has:” takes one of these: file, image, link, reaction.`;
    case 'is':
      return t`“is:” takes one of these: pinned, saved, thread, mine.`;
    case 'before':
    case 'after':
    case 'on':
      if (value === '') return t`“${filter}:” takes a day such as 2026-11-27, a month, a year, today or yesterday.`;
      return t`“${value}” is not a date. Write a day such as 2026-11-27, a month such as 2026-11, a year, today or yesterday.`;
    case 'from':
    case 'mentions':
      return t`“${filter}:” takes somebody’s username, or me.`;
    case 'in':
      return t`“in:” takes the name of a chat.`;
  }
}

/** The same of one that is right, and names nobody and no chat. */
export function unknownWords({ filter, value }: SearchFilterPart): string {
  const name = value.replace(/^@/, '');
  return filter === 'in'
    ? t`None of your chats is called “${name}”. Choose one from the list that opens while you type.`
    : t`Nobody you know has the username “${name}”. Choose somebody from the list that opens while you type, or write “me”.`;
}
