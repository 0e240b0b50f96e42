export { ApiError, type ClientErrorCode, isRetryable } from './api-error.ts';
export {
  type Acknowledgement,
  type ClientOptions,
  type ConfabClient,
  createClient,
  type MessageChange,
  type Sending,
} from './client.ts';
export { type Clock, systemClock } from './clock.ts';
export { messageAt, type MessageLog, messagesIn, type Range, rangeAt } from './message-log.ts';
export { memoryOutboxStorage, type OutboxEntry, type OutboxStorage } from './outbox-storage.ts';
export { createRestClient, type MessagePlace, type ReadPosition, type RestClient } from './rest.ts';
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
