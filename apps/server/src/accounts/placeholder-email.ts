import { randomBytes } from 'node:crypto';

// The accounts library wants an address for everybody. `.invalid` (RFC 2606) never resolves.
const domain = '@users.invalid';

export function makePlaceholderEmail(): string {
  return `${randomBytes(15).toString('hex')}${domain}`;
}

/** The address that a person gave, or null. */
export function visibleEmail(email: string): string | null {
  return email.endsWith(domain) ? null : email;
}
