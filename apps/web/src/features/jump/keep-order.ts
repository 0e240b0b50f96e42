import type { Section, SectionName } from './rows.ts';

/** Under a heading of its own, as what was found at once stands further up. */
const further: Partial<Record<SectionName, SectionName>> = { messages: 'more', files: 'moreFiles' };

/**
 * What is shown for a query never moves: each section keeps the rows that it has, in their order, and what comes later stands below all
 * that is there. A row that is shown already comes no second time. As long as it is `isAtRest`, with nobody's pointer or choice in it,
 * files are an exception: who types the name of one means it, and finds it above what only speaks of it.
 */
export function withLater(shown: readonly Section[], later: Section, isAtRest = false): readonly Section[] {
  const keys = new Set(shown.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const fresh = later.rows.filter(({ key }) => !keys.has(key));
  if (fresh.length === 0) return shown;
  if (isAtRest && later.name === 'files') return withFilesAbove(shown, fresh);
  const last = shown.at(-1);
  const more = further[later.name] ?? later.name;
  const isLast = last?.name === later.name || last?.name === more;
  if (last && isLast) return [...shown.slice(0, -1), { ...last, rows: [...last.rows, ...fresh] }];
  const isBegun = shown.some(({ name }) => name === later.name);
  return [...shown, { name: isBegun ? more : later.name, rows: fresh }];
}

function withFilesAbove(shown: readonly Section[], fresh: Section['rows']): readonly Section[] {
  const own = shown.find(({ name }) => name === 'files');
  if (own) return shown.map((one) => (one === own ? { ...own, rows: [...own.rows, ...fresh] } : one));
  const place = shown.findIndex(({ name }) => name === 'messages');
  return shown.toSpliced(place < 0 ? shown.length : place, 0, { name: 'files', rows: fresh });
}
