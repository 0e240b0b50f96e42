import { formatSearchPart, parseSearch, type SearchFilterPart } from '@confab/protocol/search';
import { mayBecomeRight } from './typed-filter.ts';

/** What is asked for as the field shows it: filters that are whole, each a chip of its own, and what is typed beside them. */
export type Asked = { chips: readonly SearchFilterPart[]; text: string };

export const nothingAsked: Asked = { chips: [], text: '' };

/** As an address has it. */
export function readAsked(query: string): Asked {
  return take(query, () => true);
}

/**
 * What was typed, with the filters in it that are before a space taken out of it, the wrong ones too: whoever types on means no longer
 * these.
 */
export function withTyped({ chips }: Asked, typed: string): Asked {
  const found = take(typed, ({ end }) => end < typed.length);
  return {
    chips: [...chips, ...found.chips.filter((chip) => !chips.some((one) => isSameChip(one, chip)))],
    text: found.text,
  };
}

/** What was typed, meant as it is: its last filter is whole as well. */
export function asMeant(asked: Asked): Asked {
  const { chips, text } = withTyped(asked, `${asked.text} `);
  return { chips, text: text.trimEnd() };
}

export function withChip({ chips, text }: Asked, chip: SearchFilterPart): Asked {
  return { chips: [...chips.filter((one) => !isSameChip(one, chip)), chip], text };
}

export function withoutChip({ chips, text }: Asked, chip: SearchFilterPart): Asked {
  return { chips: chips.filter((one) => one !== chip), text };
}

/** Without a filter that is a chip, or among what is typed. */
export function withoutFilter(asked: Asked, filter: SearchFilterPart): Asked {
  if (asked.chips.includes(filter)) return withoutChip(asked, filter);
  const { chips, text } = asked;
  return { chips, text: without(text, filter).trim() };
}

/** One that was not typed. */
export function chipOf(filter: SearchFilterPart['filter'], value: string): SearchFilterPart {
  return { kind: 'filter', filter, value, isNegated: false, start: 0, end: 0 };
}

export function isSameChip(one: SearchFilterPart, other: SearchFilterPart): boolean {
  return formatSearchPart(one).toLowerCase() === formatSearchPart(other).toLowerCase();
}

/** All of it as it could have been typed. */
export function writeAsked({ chips, text }: Asked): string {
  return [...chips.map((chip) => formatSearchPart(chip)), text.trim()].filter((one) => one !== '').join(' ');
}

/** It can't be looked for, whoever asks: no such thing, or no date. */
export function isWrong(filter: SearchFilterPart): boolean {
  return parseSearch(formatSearchPart(filter)).problems.length > 0;
}

type Sendable = { query: string; problems: readonly SearchFilterPart[] };

/** What can be looked for now, without the filters that are wrong; of these all that are not still being typed. */
export function sendable({ chips, text }: Asked): Sendable {
  const { parts } = parseSearch(text);
  const typed = parts.filter((part): part is SearchFilterPart => part.kind === 'filter' && isWrong(part));
  const wrong = new Set([...chips.filter(isWrong), ...typed]);
  const right = [...chips, ...parts].filter((part) => part.kind !== 'filter' || !wrong.has(part));
  return {
    query: right.map((part) => formatSearchPart(part)).join(' '),
    problems: [...wrong].filter((part) => !typed.includes(part) || part.end < text.length || !mayBecomeRight(part)),
  };
}

/** The same in all chats. */
export function everywhere({ chips, text }: Asked): Asked {
  return { chips: chips.filter(({ filter, isNegated }) => filter !== 'in' || isNegated), text };
}

function take(query: string, isToTake: (part: SearchFilterPart) => boolean): Asked {
  const { parts } = parseSearch(query);
  const chips = parts.filter(
    // What has no value yet is still being written.
    (part): part is SearchFilterPart => part.kind === 'filter' && part.value !== '' && isToTake(part),
  );
  return { chips, text: chips.toReversed().reduce(without, query) };
}

function without(text: string, { start, end }: Pick<SearchFilterPart, 'start' | 'end'>): string {
  return text.slice(0, start) + text.slice(end).replace(/^\s+/, '');
}
