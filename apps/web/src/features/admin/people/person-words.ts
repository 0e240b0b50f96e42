import type { AccountState, Person, PersonChange, Presence } from '@confab/protocol';
import { agoText } from '../../../lib/dates.ts';
import { t } from '../../../lib/words.ts';

export function stateText(state: AccountState): string {
  switch (state) {
    case 'active':
      return t`Active`;
    case 'banned':
      return t`Banned`;
    case 'waiting':
      return t`Waiting to be let in`;
    case 'deactivated':
      return t`Deactivated`;
  }
}

/** What is told live is newer than the list, and says less of whoever hides when they were last seen. */
export function asSeen(person: Person, live: Presence | undefined): Person {
  if (!live) return person;
  const known = [person.lastSeenAt, live.lastSeenAt].filter((at) => at !== null);
  return { ...person, online: live.online, lastSeenAt: known.toSorted().at(-1) ?? null };
}

export function seenText({ online, lastSeenAt }: Person, now: Date): string {
  if (online) return t`now`;
  return lastSeenAt === null ? t`never` : agoText(lastSeenAt, now);
}

/** What it is called where it is asked for many at once: `count` people. */
export function changeTitle(change: PersonChange, name: string): string {
  switch (change.type) {
    case 'set-role':
      return t`Change the role of ${name}?`;
    case 'deactivate':
      return t`Deactivate ${name}?`;
    case 'reactivate':
      return t`Reactivate ${name}?`;
    case 'end-sessions':
      return t`Log out ${name} everywhere?`;
  }
}

export function changeText(change: PersonChange): string {
  switch (change.type) {
    case 'set-role':
      return t`It holds at once, on all their devices.`;
    case 'deactivate':
      return t`They’re logged out at once and can’t log in. What they wrote stays. You can reactivate them at any time.`;
    case 'reactivate':
      return t`They can log in again, and find everything as they left it.`;
    case 'end-sessions':
      return t`They can log in again right away.`;
  }
}

export function changeAction(change: PersonChange): string {
  switch (change.type) {
    case 'set-role':
      return t`Change role`;
    case 'deactivate':
      return t`Deactivate`;
    case 'reactivate':
      return t`Reactivate`;
    case 'end-sessions':
      return t`Log out`;
  }
}
