import { t } from '../../lib/words.ts';
import { customGroup } from './as-emoji.ts';
import type { Emoji } from './emoji-row.ts';
import { searchEmoji } from './search-emoji.ts';
import { withTone } from './with-tone.ts';

/** As it is shown and chosen. */
export type Choice = { sign: string; name: string };

export type PickerRow = { title: string } | { choices: readonly Choice[] };

type Wanted = { query: string; recent: readonly string[]; tone: number; columns: number };

/** What the search finds, or what was used lately and then everything, by groups. */
export function pickerRows(all: readonly Emoji[], { query, recent, tone, columns }: Wanted): PickerRow[] {
  const choiceOf = ({ emoji, name, hasTones }: Emoji): Choice => ({
    sign: hasTones ? withTone(emoji, tone) : emoji,
    name,
  });
  if (query.trim() !== '') return inRows(searchEmoji(all, query).map(choiceOf), columns);
  const byGroup = Map.groupBy(all, ({ group }) => group);
  return [
    ...section(t`Recent`, recentChoices(all, recent), columns),
    ...groups().flatMap(([group, title]) => section(title, (byGroup.get(group) ?? []).map(choiceOf), columns)),
  ];
}

/** By the numbers that Emojibase gives them, after those of the place. */
function groups(): [group: number, title: string][] {
  return [
    [customGroup, t`Custom`],
    [0, t`Smileys`],
    [1, t`People`],
    [3, t`Animals and nature`],
    [4, t`Food and drink`],
    [5, t`Travel and places`],
    [6, t`Activities`],
    [7, t`Objects`],
    [8, t`Symbols`],
    [9, t`Flags`],
  ];
}

/** As they were used, in whichever tone. Custom ones only while they are there. */
function recentChoices(all: readonly Emoji[], recent: readonly string[]): Choice[] {
  if (recent.length === 0) return [];
  const names = new Map<string, string>();
  for (const { emoji, name, hasTones } of all) {
    for (let tone = 0; tone <= (hasTones ? 5 : 0); tone += 1) names.set(withTone(emoji, tone), name);
  }
  return recent
    .filter((sign) => names.has(sign) || !sign.startsWith(':'))
    .map((sign) => ({ sign, name: names.get(sign) ?? sign }));
}

function section(title: string, choices: readonly Choice[], columns: number): PickerRow[] {
  return choices.length === 0 ? [] : [{ title }, ...inRows(choices, columns)];
}

function inRows(choices: readonly Choice[], columns: number): PickerRow[] {
  const rows: PickerRow[] = [];
  for (let at = 0; at < choices.length; at += columns) rows.push({ choices: choices.slice(at, at + columns) });
  return rows;
}
