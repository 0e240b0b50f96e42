import { logInRules, logInsSettledRule } from './log-ins/log-in-rules.ts';
import { deleteGroupRules } from './administration/delete-group-rules.ts';
import { administrationRules } from './administration/group-rules.ts';
import { endSessionsRule } from './administration/person-rules.ts';
import { auditRules } from './audit/audit-rules.ts';
import { privacyRules } from './accounts/privacy-rules.ts';
import { chatRules } from './chats/chat-rules.ts';
import { customEmojiRules } from './custom-emoji/custom-emoji-rules.ts';
import { faceRules } from './faces/face-rules.ts';
import { fileRules, filesPart } from './files/file-rules.ts';
import { forwardedPart } from './forwarding/forwarding-rules.ts';
import { putOutRule } from './ldap/put-out-rules.ts';
import { linkRules } from './links/link-rules.ts';
import { invitationRules } from './invitations/invitation-rules.ts';
import { addressChangedRule, mailRules, postLetterRule } from './mail/mail-rules.ts';
import { leavingRules } from './leaving/leaving-rules.ts';
import { mentionsPart } from './mentions/mention-rules.ts';
import { decisionRules } from './moderation/decision-rules.ts';
import { invitedRules } from './moderation/invited-rules.ts';
import { reporterRules } from './moderation/reporter-rules.ts';
import { reportRules } from './moderation/report-rules.ts';
import { restrictionRules, warningRules } from './moderation/restriction-rules.ts';
import { orderPart, orderRules } from './order/order-rules.ts';
import { messageRules } from './messages/message-rules.ts';
import { documentRules } from './personal/document-rules.ts';
import { deriveRules } from './notifications/derive-rules.ts';
import { peopleRules } from './place/people-rules.ts';
import { pinPart, pinRules } from './pins/pin-rules.ts';
import { reminderRules, ringRule } from './reminders/reminder-rules.ts';
import { subscriptionRules } from './push/subscription-rules.ts';
import { holdRules } from './retention/hold-rules.ts';
import { retentionRules } from './retention/retention-rules.ts';
import { askForLinkRule } from './recovery/recovery-rules.ts';
import { replyPart } from './replies/reply-rules.ts';
import { scheduledRules } from './scheduled/scheduled-rules.ts';
import { threadRules, threadSends, toChatPart } from './threads/thread-rules.ts';
import type { RulesModule } from './storage/rule-book.ts';

/** All rules of all features. Imported in the database's thread too: nothing but rules belongs here. */
export const rules: RulesModule['rules'] = [
  ...auditRules,
  ...chatRules,
  ...messageRules,
  ...documentRules,
  ...pinRules,
  ...threadRules,
  ...customEmojiRules,
  ...subscriptionRules,
  ...deriveRules,
  ...fileRules,
  ...faceRules,
  ...linkRules,
  ...peopleRules,
  putOutRule,
  ...holdRules,
  ...retentionRules,
  ...reportRules,
  ...reporterRules,
  ...restrictionRules,
  ...decisionRules,
  ...invitedRules,
  ...orderRules,
  ...invitationRules,
  logInsSettledRule,
  ringRule,
  addressChangedRule,
  ...administrationRules,
  ...deleteGroupRules,
  endSessionsRule,
  postLetterRule,
  askForLinkRule,
  ...leavingRules,
];

/** What features do with their part of a message that is sent or deleted, by its key. */
export const parts: NonNullable<RulesModule['parts']> = {
  files: filesPart,
  forwarded: forwardedPart,
  mentions: mentionsPart,
  order: orderPart,
  pin: pinPart,
  reply: replyPart,
  toChat: toChatPart,
};

/** What is done with messages that are sent in threads. */
export const threads: NonNullable<RulesModule['threads']> = threadSends;

/** What goes with a document that a person puts or deletes, by its kind. */
export const documents: NonNullable<RulesModule['documents']> = {
  'log-in': logInRules,
  notifications: mailRules,
  privacy: privacyRules,
  reminder: reminderRules,
  scheduled: scheduledRules,
  warning: warningRules,
};

/** For whoever opens a storage. */
export const rulesUrl = import.meta.url;
