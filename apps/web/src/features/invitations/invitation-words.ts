import type { Invitation, InvitationState } from '@confab/protocol';
import { dayAndTime } from '../../lib/day-and-time.ts';
import { roleText } from '../../lib/role-words.ts';
import { plural, t } from '../../lib/words.ts';

export function stateText(state: InvitationState): string {
  switch (state) {
    case 'good':
      return t`Works`;
    case 'used-up':
      return t`Used up`;
    case 'expired':
      return t`Too old`;
    case 'revoked':
      return t`Taken back`;
    case 'void':
      return t`No longer allowed`;
  }
}

/** To what it is: "Guest, in “Visitors”". */
export function whatText({ role, group }: Invitation): string {
  if (group === null) return roleText(role);
  return group.name === null ? t`${roleText(role)}, in a group` : t`${roleText(role)}, in “${group.name}”`;
}

export function usesText({ uses, usesMax }: Invitation): string {
  if (usesMax === null) return t`${plural(uses, { one: 'used once', other: 'used # times' })}`;
  return t`used ${uses} of ${usesMax} times`;
}

export function untilText({ expiresAt }: Invitation): string {
  return expiresAt === null ? t`for good` : t`until ${dayAndTime(expiresAt)}`;
}

/** The link: what stands behind the `#` is sent to no server. */
export function linkOf(token: string): string {
  return `${window.location.origin}/join#${token}`;
}
