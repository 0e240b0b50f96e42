import type { Message } from '@confab/protocol';
import { findLinks, type FoundLink } from '@confab/text';
import { monthLabel, type MonthRow } from './gallery-rows.ts';

export type SentLinkRow = { kind: 'link'; key: string; link: FoundLink; message: Message };

/** Each link under the month in which it was sent, the newest first; of one message in the order of its text. */
export function linkRows(messages: readonly Message[]): (MonthRow | SentLinkRow)[] {
  const rows: (MonthRow | SentLinkRow)[] = [];
  let month = '';
  for (const message of messages) {
    const links = findLinks(message.content);
    const label = monthLabel(message);
    if (links.length > 0 && label !== month) rows.push({ kind: 'month', key: `m${label}`, label });
    if (links.length > 0) month = label;
    for (const link of links) rows.push({ kind: 'link', key: `${message.id}.${link.href}`, link, message });
  }
  return rows;
}

/** An address as people say it: without its scheme, and with its letters instead of their codes. */
export function placeText(href: string): string {
  const { host, pathname, search, hash } = new URL(href);
  const rest = `${pathname}${search}${hash}`;
  return `${host}${rest === '/' ? '' : readable(rest)}`;
}

/** What turns text around or is not seen stays as it is. */
function readable(rest: string): string {
  try {
    const text = decodeURI(rest);
    return /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text) ? rest : text;
  } catch {
    return rest;
  }
}
