import { socketSessions, visibleEmail } from './accounts/index.ts';
import { activity, type ActivityContext } from './activity/index.ts';
import { administration, type AdministrationContext } from './administration/index.ts';
import { audit, type AuditContext } from './audit/index.ts';
import { blocking, type BlockingContext } from './blocking/index.ts';
import { chats, type ChatContext } from './chats/index.ts';
import { customEmoji, type CustomEmojiContext } from './custom-emoji/index.ts';
import { type DateContext, dates } from './dates/index.ts';
import { type EditContext, edits } from './edits/index.ts';
import { type ExportContext, exports } from './export/index.ts';
import { type FaceContext, faces } from './faces/index.ts';
import type { Feature } from './feature.ts';
import { type FileContext, files } from './files/index.ts';
import { following, type FollowingContext } from './following/index.ts';
import { ldap, type LdapContext } from './ldap/index.ts';
import { type LinkContext, links } from './links/index.ts';
import { type InvitationContext, invitations } from './invitations/index.ts';
import { leaving, type LeavingContext } from './leaving/index.ts';
import { logInNotices, logIns, type LogInsContext } from './log-ins/index.ts';
import { mail, type MailContext, mailReach } from './mail/index.ts';
import { type MentionContext, mentions } from './mentions/index.ts';
import { messages, type MessageContext } from './messages/index.ts';
import { ownData, type OwnDataFeatureContext } from './own-data/index.ts';
import { oidc, type OidcContext } from './oidc/index.ts';
import { personal, type PersonalContext } from './personal/index.ts';
import { notifications, type NotificationContext } from './notifications/index.ts';
import { moderation, type ModerationContext } from './moderation/index.ts';
import { order, type OrderContext } from './order/index.ts';
import { pins, type PinContext } from './pins/index.ts';
import { placeFeature, type PlaceContext } from './place/index.ts';
import { presence, type PresenceContext } from './presence/index.ts';
import { push, type PushFeatureContext } from './push/index.ts';
import { readState, type ReadStateContext } from './read-state/index.ts';
import { recovery, type RecoveryContext } from './recovery/index.ts';
import { type ReceiptContext, receipts } from './receipts/index.ts';
import { forwarding } from './forwarding/index.ts';
import { type ReminderContext, type ReminderNoticeContext, reminderNotices, reminders } from './reminders/index.ts';
import { replies } from './replies/index.ts';
import { retention, type RetentionContext } from './retention/index.ts';
import { scheduled, type ScheduledContext } from './scheduled/index.ts';
import { search, type SearchContext } from './search/index.ts';
import { silent } from './silent/index.ts';
import { threads, type ThreadContext } from './threads/index.ts';
import { typing, type TypingContext } from './typing/index.ts';

/** All that features ask for: each takes what it needs. */
export type House = ActivityContext &
  AuditContext &
  BlockingContext &
  ChatContext &
  AdministrationContext &
  CustomEmojiContext &
  DateContext &
  EditContext &
  ExportContext &
  FaceContext &
  LeavingContext &
  LogInsContext &
  OwnDataFeatureContext &
  RecoveryContext &
  MailContext &
  FileContext &
  FollowingContext &
  InvitationContext &
  LinkContext &
  LdapContext &
  MentionContext &
  Omit<MessageContext, 'readMentions' | 'pages'> &
  ModerationContext &
  OrderContext &
  PersonalContext &
  NotificationContext &
  OidcContext &
  PinContext &
  PlaceContext &
  PushFeatureContext &
  ReadStateContext &
  ReceiptContext &
  PresenceContext &
  RetentionContext &
  ReminderContext &
  ReminderNoticeContext &
  ScheduledContext &
  SearchContext &
  ThreadContext &
  TypingContext;

/** Every feature. The order is that in which they react: to a resume, to events that were lost, to the end. */
export function listFeatures(house: House): Feature[] {
  const pushes = push(house, [reminderNotices(house), logInNotices(house)]);
  const filing = files(house);
  const listed: Feature[] = [
    socketSessions(house),
    placeFeature(house, visibleEmail),
    invitations(house),
    chats(house),
    logIns(house),
    recovery(house),
    leaving(house),
    ownData(house),
    following(house),
    customEmoji(house),
    dates(house),
    ...(filing ? [filing, faces({ ...house, draw: filing.draw })] : []),
    links(house),
    search(house),
    messages(house),
    moderation(house),
    order(house),
    mentions(),
    personal(house),
    pins(house),
    edits(house),
    activity(house),
    audit(house),
    blocking(house),
    retention(house),
    exports(house),
    readState(house),
    receipts(house),
    forwarding(),
    replies(),
    silent(),
    scheduled(house),
    reminders(house),
    presence(house),
    pushes,
    mail(house),
    oidc(house),
    ldap(house),
    notifications(house, house.mailSettings ? [pushes.reach, mailReach] : [pushes.reach]),
    threads(house),
    typing(house),
  ];
  const checks = (): Record<string, () => Promise<void>> =>
    Object.fromEntries(listed.flatMap(({ checks: own = {} }) => Object.entries(own)));
  return [...listed, administration(house, checks)];
}
