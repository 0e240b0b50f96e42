import type { Accounts } from '../accounts/index.ts';
import type { Audit } from '../audit/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Hub } from '../realtime/hub.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { SendOrder } from '../order/index.ts';
import type { Storage } from '../storage/index.ts';
import type { SendContext } from '../messages/index.ts';

export interface ModerationContext extends Omit<SendContext, 'order'> {
  storage: Storage;
  accounts: Accounts;
  access: ChatAccess;
  audit: Audit;
  hub: Hub;
  histories: PersonTurns;
  writer: LogWriter;
  /** Null: there are no limits. */
  rates: RateStore | null;
  stampNow: () => number;
  /** What is looked at before a send. */
  order: Pick<SendOrder, 'read'>;
  onError: (error: unknown) => void;
}
