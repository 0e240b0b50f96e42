import type { Accounts } from '../accounts/index.ts';
import type { Audit } from '../audit/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { SharedSets } from '../bus/shared-sets.ts';
import type { FileOptions } from '../files/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { MailSettings } from '../mail/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { ChatLog } from '../storage/chat-log.ts';
import type { Storage } from '../storage/storage.ts';

export interface AdministrationContext {
  storage: Storage;
  log: ChatLog;
  bus: Bus;
  sets: Pick<SharedSets, 'members'>;
  hub: { readonly connections: { readonly size: number } };
  accounts: Accounts;
  audit: Audit;
  writer: LogWriter;
  clock: Clock;
  stampNow: () => number;
  /** Null: this server takes no files. */
  files: FileOptions | null;
  /** Null: this place sends no mail. */
  mailSettings: MailSettings | null;
  onError: (error: unknown) => void;
}
