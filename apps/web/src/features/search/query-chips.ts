import { formatSearchPart, parseSearch, type SearchFilterPart, type SearchPart } from '@confab/protocol/search';

/** What is asked for as the field shows it: filters that are whole, each a chip of its own, and what is typed beside them. */
export type Asked = { chips: readonly SearchFilterPart[]; text: string };

export const nothingAsked: Asked = { chips: [], text: '' };

/** As an address has it. */
export function readAsked(query: string): Asked {
  return take(query, () => true);
}

/** What was typed, with the filters in it that are behind a space taken out of it: whoever types on means no longer these. */
export function withTyped({ chips }: Asked, typed: string): Asked {
  const found = take(typed, ({ end }) => end < typed.length);
  return {
    chips: [...chips, ...found.chips.filter((chip) => !chips.some((one) => isSameChip(one, chip)))],
    text: found.text,
  };
}

export function withChip({ chips, text }: Asked, chip: SearchFilterPart): Asked {
  return { chips: [...chips.filter((one) => !isSameChip(one, chip)), chip], text };
}

export function withoutChip({ chips, text }: Asked, chip: SearchFilterPart): Asked {
  return { chips: chips.filter((one) => one !== chip), text };
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

/** What can be looked for now: a filter that is not whole yet is left out, and so are those that say nothing. */
export function sendable(asked: Asked): { query: string; problems: readonly SearchFilterPart[] } {
  const { parts, problems } = parseSearch(asked.text);
  const wrong = new Set(problems.map(({ start }) => start));
  const isWhole = ({ start }: SearchPart): boolean => !wrong.has(start);
  const words = parts.filter(isWhole).map(format);
  return {
    query: [...asked.chips.map((chip) => formatSearchPart(chip)), ...words].join(' '),
    // The last one may still be typed.
    problems: parts.filter(
      (part) => part.kind === 'filter' && !isWhole(part) && part.end < asked.text.length,
    ) as SearchFilterPart[],
  };
}

/** The same in all chats. */
export function everywhere({ chips, text }: Asked): Asked {
  return { chips: chips.filter(({ filter, isNegated }) => filter !== 'in' || isNegated), text };
}

function format(part: SearchPart): string {
  return part.kind === 'text' ? formatSearchPart(part) : formatSearchPart(part);
}

function take(query: string, isToTake: (part: SearchFilterPart) => boolean): Asked {
  const { parts, problems } = parseSearch(query);
  const wrong = new Set(problems.map(({ start }) => start));
  const chips = parts.filter(
    (part): part is SearchFilterPart => part.kind === 'filter' && !wrong.has(part.start) && isToTake(part),
  );
  let text = query;
  for (const { start, end } of chips.toReversed()) text = text.slice(0, start) + text.slice(end).replace(/^\s+/, '');
  return { chips, text };
}
