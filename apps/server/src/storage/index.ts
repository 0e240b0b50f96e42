export * from './chat-log.ts';
export { isThere, makeDataFolder } from './data-folder.ts';
export { describeAccess, describeSelf, findObstacle } from './file-access.ts';
export type { Database } from './schema.ts';
export type { Storage } from './storage.ts';
export {
  isUniqueViolation,
  StorageOpenError,
  StorageUnavailableError,
  TransactionTimeoutError,
} from './storage-errors.ts';
export { setEpoch } from './unfinished-copy.ts';
export { everybody, mentionCount, unreadCount } from './unread.ts';
