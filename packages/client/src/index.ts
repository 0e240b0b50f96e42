export { ApiError, type ClientErrorCode, isRetryable } from './api-error.ts';
export { applyEvent } from './apply-event.ts';
export { type ChatSettings, chatSettings, isArchived, isMuted } from './chat-settings.ts';
export { createClient } from './client.ts';
export type { ClientOptions, ConfabClient, MessageChange, RefusedChange, Sending } from './confab-client.ts';
export type { Acknowledgement } from './deliveries.ts';
export type { RefusedDocument } from './document-puts.ts';
export { type DocumentId, documentOf, documentsOf, isDocumentWaiting } from './documents.ts';
export type { Draft, DraftFiles, PendingUpload } from './draft.ts';
export type { DocumentSync } from './document-sync.ts';
export { fileAddress, pictureAddress, previewAddress } from './preview-address.ts';
export { chatIn, isFollowed } from './known-chats.ts';
export { createInvitationActions, type InvitationActions } from './invitation-actions.ts';
export { createMailActions, type MailActions } from './mail-actions.ts';
export { createPlaceActions, type PlaceActions } from './place-actions.ts';
export { remindOf, reminderIdOf, rescheduleMessage, scheduleMessage } from './later.ts';
export { lastSeenAt } from './last-seen.ts';
export { threadDocumentId, type ThreadSettings, threadSettings } from './thread-settings.ts';
export { type Lifecycle, systemLifecycle } from './lifecycle.ts';
export { webOutboxStorage } from './web-outbox-storage.ts';
export { type Clock, systemClock } from './clock.ts';
export { mentionsPerson, unreadAfter } from './chat-position.ts';
export { messageAt, type MessageLog, messagesIn, type Range, rangeAt } from './message-log.ts';
export { awaitsFiles, type PendingChange, type PendingDiscard } from './outbox.ts';
export { memoryOutboxStorage, type OutboxEntry, type OutboxStorage } from './outbox-storage.ts';
export type { Person } from './rest-transport.ts';
export {
  createRestClient,
  type EditStart,
  type GroupOptions,
  type MessagePlace,
  type ReadPosition,
  type RestClient,
} from './rest.ts';
export {
  type ChatMember,
  type ChatState,
  chatsByRecency,
  chatTitle,
  type ClientState,
  type ConnectionState,
  type ConnectionStatus,
  directPeer,
  initialState,
  isOnline,
  type PendingMessage,
  type PendingStatus,
} from './state.ts';
export { createUuid } from './uuid.ts';
export { isUndoable, messageWithWaiting } from './waiting-changes.ts';
