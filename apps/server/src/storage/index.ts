export * from './chat-log.ts';
export { makeDataFolder } from './data-folder.ts';
export type { Database } from './schema.ts';
export type { Storage } from './storage.ts';
export {
  isUniqueViolation,
  StorageOpenError,
  StorageUnavailableError,
  TransactionTimeoutError,
} from './storage-errors.ts';
export { systemEventNeeds } from './rules/system-event.ts';
export { unreadCount } from './unread.ts';
