import type { Joining } from '@confab/protocol';
import { t } from './words.ts';

export const joiningWays: readonly Joining[] = ['open', 'invitation', 'domain', 'approval', 'closed'];

/** A way in which people come in, and what it means. */
export function joiningText(way: Joining): { title: string; note: string } {
  switch (way) {
    case 'open':
      return { title: t`Anyone`, note: t`Whoever finds the address makes an account.` };
    case 'invitation':
      return { title: t`By invitation`, note: t`Only with a link that somebody here made.` };
    case 'domain':
      return { title: t`By e-mail address`, note: t`Whoever has an address at one of your domains.` };
    case 'approval':
      return { title: t`By approval`, note: t`Anyone asks, and an admin lets them in.` };
    case 'closed':
      return { title: t`Nobody`, note: t`Accounts are made by admins alone.` };
  }
}

/** What holds where addresses can't be checked. */
export function uncheckedText(): string {
  return t`This server sends no mail, so no one checks that an address is really theirs. Choose invitations or approval if that matters.`;
}

/** As they were typed: "@example.org, example.com". */
export function readDomains(typed: string): string[] {
  return typed
    .split(/[\s,;]+/)
    .map((domain) => domain.replace(/^@/, '').toLowerCase())
    .filter((domain) => domain !== '');
}
