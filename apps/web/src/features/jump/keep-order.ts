import type { Section } from './rows.ts';

/**
 * What is shown for a query never moves: each section keeps the rows that it has, in their order, and what comes later stands below all
 * that is there. A row that is shown already comes no second time.
 */
export function withLater(shown: readonly Section[], later: Section): readonly Section[] {
  const keys = new Set(shown.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const fresh = later.rows.filter(({ key }) => !keys.has(key));
  if (fresh.length === 0) return shown;
  const last = shown.at(-1);
  if (last?.name === later.name) return [...shown.slice(0, -1), { ...last, rows: [...last.rows, ...fresh] }];
  return [...shown, { name: later.name, rows: fresh }];
}
