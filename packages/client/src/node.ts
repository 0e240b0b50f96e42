export { fileOutboxStorage } from './file-outbox-storage.ts';
