import type { Accounts } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Storage } from '../storage/storage.ts';
import type { ChatAccess } from './chat-access.ts';
import type { DescriptionPace } from './description-pace.ts';
import type { HourlyAllowance } from './hourly-allowance.ts';

/** What the operations on chats work with. */
export interface ChatContext {
  storage: Storage;
  bus: Bus;
  accounts: Accounts;
  writer: LogWriter;
  access: ChatAccess;
  descriptions: DescriptionPace;
  allowance: HourlyAllowance;
  /** What changes are stamped with, in milliseconds since 1970. */
  stampNow: () => number;
}
