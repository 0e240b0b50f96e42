/** The accounts library wants an address for everybody. `.invalid` (RFC 2606) never resolves. */
export const placeholderDomain = '@users.invalid';

/** The address that a person gave, or null. */
export function visibleEmail(email: string): string | null {
  return email.endsWith(placeholderDomain) ? null : email;
}
