import type { Report, ReportedChat, Restriction } from '@confab/protocol';
import { dayAndTime } from '../../lib/day-and-time.ts';
import { t } from '../../lib/words.ts';

export function reasonText(reason: Report['reason']): string {
  switch (reason) {
    case 'spam':
      return t`Spam or advertising`;
    case 'insult':
      return t`Insult or bullying`;
    case 'hate':
      return t`Hatred against a group of people`;
    case 'threat':
      return t`Threat or violence`;
    case 'sexual':
      return t`Sexual content`;
    case 'private':
      return t`Somebody’s private matters`;
    case 'illegal':
      return t`Something illegal`;
    case 'rule':
      return t`Found by a rule`;
    default:
      return t`Something else`;
  }
}

/** Where something was said. */
export function whereText({ kind, isPublic, name }: ReportedChat): string {
  if (kind === 'direct') return t`In a direct chat`;
  return isPublic ? t`In the public group ${name ?? ''}` : t`In the private group ${name ?? ''}`;
}

/** What a restriction is, and until when. */
export function restrictionText({ kind, until }: Pick<Restriction, 'kind' | 'until'>): string {
  if (kind === 'warning') return t`Warning`;
  if (kind === 'mute') return until === null ? t`Muted` : t`Muted until ${dayAndTime(until)}`;
  return until === null ? t`Banned for good` : t`Banned until ${dayAndTime(until)}`;
}

/** What a decision did. */
export function deedText(did: NonNullable<Report['decision']>['did']): string {
  const words = {
    removed: () => t`Message removed`,
    warning: () => t`Warned`,
    mute: () => t`Muted`,
    ban: () => t`Banned`,
    sent: () => t`Sent`,
  };
  return did.length === 0 ? t`Nothing was done` : did.map((deed) => words[deed]()).join(' · ');
}
