import type { Section, SectionName } from './rows.ts';

/** Under a heading of its own, as what was found at once stands further up. */
const further: Partial<Record<SectionName, SectionName>> = { messages: 'more', files: 'moreFiles' };

/**
 * What is shown for a query never moves: each section keeps the rows that it has, in their order, and what comes later stands below all
 * that is there. A row that is shown already comes no second time.
 */
export function withLater(shown: readonly Section[], later: Section): readonly Section[] {
  const keys = new Set(shown.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const fresh = later.rows.filter(({ key }) => !keys.has(key));
  if (fresh.length === 0) return shown;
  const last = shown.at(-1);
  const more = further[later.name] ?? later.name;
  const isLast = last?.name === later.name || last?.name === more;
  if (last && isLast) return [...shown.slice(0, -1), { ...last, rows: [...last.rows, ...fresh] }];
  const isBegun = shown.some(({ name }) => name === later.name);
  return [...shown, { name: isBegun ? more : later.name, rows: fresh }];
}
