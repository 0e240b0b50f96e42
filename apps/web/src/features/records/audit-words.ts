import type { AuditAction, AuditEntry, AuditPage } from '@confab/protocol';
import { t } from '../../lib/words.ts';

type Words = () => string;

/** All that there are: one without words does not compile. What a newer server notes stands as it calls it. */
const actions: Readonly<Record<AuditAction, Words>> = {
  'account.deactivated': () => t`Account deactivated`,
  'account.deleted': () => t`Account deleted`,
  'account.exported': () => t`Own data exported`,
  'account.log-in-failed': () => t`Log-in failed`,
  'account.logged-in': () => t`Logged in`,
  'account.password-changed': () => t`Password changed`,
  'account.password-reset': () => t`New password by a link`,
  'account.provider-added': () => t`Connected with a provider`,
  'account.provider-removed': () => t`Disconnected from a provider`,
  'account.reactivated': () => t`Account reactivated`,
  'account.recovery-codes-made': () => t`Recovery codes made`,
  'account.registered': () => t`Account made`,
  'account.second-factor-added': () => t`Second factor added`,
  'account.second-factor-removed': () => t`Second factor removed`,
  'audit.pruned': () => t`Old entries removed`,
  'export.made': () => t`Exported`,
  'group.archived': () => t`Group archived`,
  'group.closed-for-compliance': () => t`Compliance access ended`,
  'group.deleted': () => t`Group deleted`,
  'group.handed-over': () => t`Group handed over`,
  'group.opened-for-compliance': () => t`Group opened for compliance`,
  'group.read-for-compliance': () => t`Group read for compliance`,
  'hold.lifted': () => t`Legal hold lifted`,
  'hold.set': () => t`Legal hold set`,
  'import.made': () => t`Export read back`,
  'invitation.banned': () => t`Everyone who came by an invitation banned`,
  'invitation.made': () => t`Invitation made`,
  'invitation.revoked': () => t`Invitation revoked`,
  'invitation.used': () => t`Invitation used`,
  'message.deleted-by-moderator': () => t`Message deleted`,
  'person.let-in': () => t`Person let in`,
  'person.logged-out': () => t`Person logged out`,
  'person.refused': () => t`Person turned away`,
  'person.reset-link-made': () => t`Link for a new password made`,
  'person.restricted': () => t`Person restricted`,
  'person.restriction-lifted': () => t`Restriction lifted`,
  'person.role-changed': () => t`Role changed`,
  'person.second-factor-removed': () => t`Second factor taken away`,
  'place.changed': () => t`Settings changed`,
  'place.secrets-rotated': () => t`Secrets rotated`,
  'report.decided': () => t`Report decided`,
  'report.opened': () => t`Report read`,
  'report.reopened': () => t`Report reopened`,
  'retention.changed': () => t`Keeping changed`,
  'words.changed': () => t`Rules for words changed`,
};

export function actionText(action: string): string {
  const known: Readonly<Record<string, Words | undefined>> = actions;
  return (Object.hasOwn(known, action) && known[action]?.()) || action.replace('.', ': ').replaceAll('-', ' ');
}

type NounOf<Action> = Action extends `${infer Start}.${string}` ? Start : never;
type Noun = NounOf<AuditAction>;

/** What entries can be about: the beginnings of their actions. */
const nouns: Readonly<Record<Noun, Words>> = {
  account: () => t`Accounts and log-ins`,
  person: () => t`People`,
  group: () => t`Groups`,
  message: () => t`Messages`,
  report: () => t`Reports`,
  invitation: () => t`Invitations`,
  place: () => t`Settings of the place`,
  retention: () => t`Keeping`,
  hold: () => t`Legal holds`,
  export: () => t`Exports`,
  import: () => t`Exports read back`,
  words: () => t`Rules for words and links`,
  audit: () => t`This log`,
};

export function nounChoices(): { value: string; label: string }[] {
  const choices = Object.entries(nouns).map(([value, label]) => ({ value, label: label() }));
  return [{ value: '', label: t`Everything` }, ...choices];
}

export function actorText({ kind, userId }: AuditEntry['actor'], names: Readonly<Record<string, string>>): string {
  switch (kind) {
    case 'person':
      return (userId !== null && names[userId]) || t`someone who is gone`;
    case 'stranger':
      return t`someone not logged in`;
    case 'command-line':
      return t`the command line`;
    case 'server':
      return t`the server`;
  }
}

/** What entries name, by their ids. */
export type Known = Pick<AuditPage, 'names' | 'things'>;

const nothing = { userId: null, chatId: null };

/** In words, whatever is left of it. */
export function targetText({ kind, id }: { kind: string; id: string }, { names, things }: Known): string {
  const name = ownOf(names, id);
  const { person, chat } = placeOf(ownOf(things, id) ?? nothing, names);
  switch (kind) {
    case 'message':
      return messageText(person, chat);
    case 'report':
      return reportText(person, chat);
    case 'invitation':
      return invitationText(person, chat);
    case 'person':
      return name ?? t`someone who is gone`;
    case 'chat':
    case 'group':
      return name ?? t`a chat without a name, or that is gone`;
    default:
      return name ?? id;
  }
}

/** Ids are texts like any other. A node of the version before says nothing of things. */
function ownOf<Value>(values: Readonly<Record<string, Value>> | undefined, id: string): Value | null {
  return values !== undefined && Object.hasOwn(values, id) ? (values[id] ?? null) : null;
}

function placeOf(
  { userId, chatId }: AuditPage['things'][string],
  names: Known['names'],
): { person: string | null; chat: string | null } {
  return {
    person: userId === null ? null : (ownOf(names, userId) ?? t`someone who is gone`),
    chat: chatId === null ? null : ownOf(names, chatId),
  };
}

function reportText(person: string | null, chat: string | null): string {
  if (person === null) return t`a report`;
  return chat === null ? t`a report about ${person}` : t`a report about ${person} in ${chat}`;
}

function invitationText(person: string | null, chat: string | null): string {
  if (person === null) return t`an invitation`;
  return chat === null ? t`an invitation by ${person}` : t`an invitation by ${person} to ${chat}`;
}

function messageText(person: string | null, chat: string | null): string {
  if (person === null) return chat === null ? t`a message that is gone` : t`a message in ${chat}`;
  return chat === null ? t`a message by ${person}` : t`a message by ${person} in ${chat}`;
}
