import { foldText } from '../../lib/fold-text.ts';

/** Those whose name holds every word of the query; names that begin with it first, otherwise in the given order. */
export function rankByName<Item extends { name: string }>(items: readonly Item[], query: string): Item[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  return items
    .filter(({ name }) => words.every((word) => foldText(name).includes(word)))
    .map((item, index) => ({ item, index, weight: weightOf(foldText(item.name), first) }))
    .toSorted((a, b) => a.weight - b.weight || a.index - b.index)
    .map(({ item }) => item);
}

function weightOf(name: string, word: string): number {
  if (name.startsWith(word)) return 0;
  return name.split(/\s+/).some((part) => part.startsWith(word)) ? 1 : 2;
}
