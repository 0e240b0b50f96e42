import type { Generated, Kysely } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';

// No interface: an interface is no record.
export type PushTables = {
  push_keys: { id: string; public_key: string; private_key: string; made_at: number };
  push_subscriptions: {
    session_id: string;
    user_id: string;
    /** '' where it has none. */
    name: string;
    endpoint: string;
    p256dh: string;
    auth: string;
    created_at: number;
    /** To the minute; 0 before the first. */
    sent_at: number;
    /** A `PushFault`, or ''. */
    fault: string;
    fault_at: number;
    /** In a row. */
    failures: number;
    /** Nothing is sent before. */
    retry_at: number;
  };
  push_shown: {
    session_id: string;
    log_id: string;
    /** Of the message that is shown, or was. */
    seq: number;
    /** Up to which message it was told, and of those that edits made worth it since when; 0 where a version before wrote. */
    told_seq: Generated<number>;
    told_at: Generated<number>;
  };
};

export type PushDb = Kysely<Database & PushTables>;

export function pushTables({ db }: Pick<Storage, 'db'>): PushDb {
  return db.$extendTables<PushTables>();
}
