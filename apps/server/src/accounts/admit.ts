import type { PlaceRole, PlaceSettings } from '@confab/protocol';
import { ApiError } from '../http/index.ts';

export interface Applicant {
  /** In lower case; undefined where they gave none. */
  email: string | undefined;
  /** Nobody has an account yet: who comes first owns the place, and there is nobody who could let them in. */
  mayBeFirst: boolean;
  /** As what a link invites them that still holds; undefined: they have none. */
  invitedTo: PlaceRole | undefined;
  /** The server sends mail: they show that the address is theirs. */
  hasMail: boolean;
}

/** As what somebody comes in, and whether they wait to be let in. */
export interface Admission {
  role: PlaceRole;
  isWaiting: boolean;
}

/** Throws where the place does not take them. */
export function admit(
  { joining, domains }: Pick<PlaceSettings, 'joining' | 'domains'>,
  { email, mayBeFirst, invitedTo, hasMail }: Applicant,
): Admission {
  if (invitedTo !== undefined && joining !== 'closed') return { role: invitedTo, isWaiting: false };
  switch (joining) {
    case 'open':
      return { role: 'member', isWaiting: false };
    case 'approval':
      return { role: 'member', isWaiting: !mayBeFirst };
    case 'domain':
      if (!isOf(domains, email)) throw new ApiError('domain-not-allowed', inWords(domains));
      return { role: 'member', isWaiting: hasMail && !mayBeFirst };
    case 'invitation':
      throw new ApiError('invitation-required', 'One comes in by invitation here. Ask somebody who is in for a link.');
    case 'closed':
      throw new ApiError('forbidden', 'Accounts are not open to everybody here. Ask whoever runs this server.');
  }
}

/** Of that very domain: one below it may belong to somebody else. */
function isOf(domains: readonly string[], email: string | undefined): boolean {
  return email !== undefined && domains.includes(email.slice(email.lastIndexOf('@') + 1));
}

function inWords(domains: readonly string[]): string {
  if (domains.length === 0)
    return 'One comes in with an e-mail address of certain domains here, and none is named yet.';
  return `One comes in here with an e-mail address that ends in ${domains.map((domain) => `@${domain}`).join(' or ')}.`;
}

export function goneInvitation(): ApiError {
  return new ApiError('not-found', 'This invitation holds no more. Ask for a new one.');
}
