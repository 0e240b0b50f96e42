import type { Accounts } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import type { ChatAccess } from './chat-access.ts';
import type { ChatMemory } from './chat-memory.ts';
import type { DescriptionPace } from './description-pace.ts';
import type { ListMemory } from './list-memory.ts';
import type { HourlyAllowance } from './hourly-allowance.ts';

/** Refuses words that are not to be said here. */
interface Sayable {
  requireSayable(texts: readonly string[], chatId?: string): void;
}

/** What the operations on chats work with. */
export interface ChatContext {
  storage: Storage;
  bus: Bus;
  accounts: Accounts;
  writer: LogWriter;
  access: ChatAccess;
  descriptions: DescriptionPace;
  allowance: HourlyAllowance;
  chatMemory: ChatMemory;
  listMemory: ListMemory;
  /** What new accounts may, and what is looked at before a send: to be read anew when a setting changed. */
  order: { readonly newcomers: { takeChat(userId: string): Promise<void> }; read(): Promise<void> } & Sayable;
  /** What changes are stamped with, in milliseconds since 1970. */
  stampNow: () => number;
  /** By which what was read is believed. */
  clock: Pick<Clock, 'monotonicNow'>;
}
