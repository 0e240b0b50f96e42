import type { Kysely } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';

// No interface: an interface is no record.
export type MailTables = {
  mail_keys: { id: string; key: string };
  mail_people: {
    user_id: string;
    /** Of what was said up to then, all was told or is not to be. */
    told_at: number;
    /** 0 before the first. */
    sent_at: number;
  };
};

export function mailTables({ db }: Pick<Storage, 'db'>): Kysely<Database & MailTables> {
  return db.$extendTables<MailTables>();
}
