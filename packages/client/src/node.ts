export type { OutboxStorage } from './outbox-storage.ts';
