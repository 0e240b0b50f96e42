import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';

// The accounts library wants an address for everybody. `.invalid` (RFC 2606) never resolves.
const domain = '@users.invalid';

export function makePlaceholderEmail(): string {
  return `${randomBytes(15).toString('hex')}${domain}`;
}

/** The address that a person gave, or null. */
export function visibleEmail(email: string): string | null {
  return email.endsWith(domain) ? null : email;
}

/** The same as a condition on a column. */
export function isVisibleEmail(column: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`${column} not like ${`%${domain}`}`;
}
