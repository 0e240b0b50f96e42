import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { placeholderDomain } from './placeholder-rules.ts';

export { visibleEmail } from './placeholder-rules.ts';

export function makePlaceholderEmail(): string {
  return `${randomBytes(15).toString('hex')}${placeholderDomain}`;
}

/** As `visibleEmail`, as a condition on a column. */
export function isVisibleEmail(column: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`${column} not like ${`%${placeholderDomain}`}`;
}
