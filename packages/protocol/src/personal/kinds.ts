import type { z } from 'zod';
import { activityDocument } from '../activity/documents.ts';
import { blockedDocument } from '../blocking/documents.ts';
import { chatDocument, sidebarDocument } from '../chat-settings/documents.ts';
import { composerDocument } from '../composer/documents.ts';
import { draftDocument } from '../drafts/documents.ts';
import { emojiDocument } from '../emoji/documents.ts';
import { mutedDocument, reportDocument, warningDocument } from '../moderation/documents.ts';
import { logInDocument } from '../log-ins/documents.ts';
import { notificationsDocument, threadDocument } from '../notifications/documents.ts';
import { privacyDocument } from '../privacy/documents.ts';
import { reminderDocument } from '../reminders/documents.ts';
import { savedDocument } from '../saved/documents.ts';
import { scheduledDocument } from '../scheduled/documents.ts';
import { themeDocument } from '../theme/documents.ts';
import { unreadDocument } from '../unread/documents.ts';
import type { DocumentKind } from './define-document.ts';

/** Every kind of document. A feature adds its own here, and needs nothing else on the server. */
export const documentKinds = [
  activityDocument,
  blockedDocument,
  chatDocument,
  composerDocument,
  draftDocument,
  emojiDocument,
  mutedDocument,
  logInDocument,
  notificationsDocument,
  privacyDocument,
  reminderDocument,
  reportDocument,
  savedDocument,
  scheduledDocument,
  sidebarDocument,
  themeDocument,
  threadDocument,
  unreadDocument,
  warningDocument,
] as const;

type AnyKind = (typeof documentKinds)[number];

/** The kinds that have documents under ids, and those that have one. */
export type KindWithIds = Extract<AnyKind, { hasIds: true }>['kind'];
export type KindWithoutIds = Extract<AnyKind, { hasIds: false }>['kind'];
export type DocumentKindName = KindWithIds | KindWithoutIds;

/** What a document of this kind holds. */
export type DocumentValue<Kind extends DocumentKindName> = z.infer<Extract<AnyKind, { kind: Kind }>['value']>;

export function findDocumentKind(kind: string): DocumentKind | null {
  return documentKinds.find((declared) => declared.kind === kind) ?? null;
}
