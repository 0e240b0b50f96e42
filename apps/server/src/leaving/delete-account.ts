import type { Afterwards } from '@confab/protocol';
import { sql } from 'kysely';
import { migrations } from '../storage/migrations/index.ts';
import type { JobEnd, JobKind } from '../jobs/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/index.ts';
import { deletionJob, eraseOwnRule, forgetRowsRule, leaveForGoodRule } from './leaving-rules.ts';
import { setOwnFaceRule } from '../faces/index.ts';

export interface DeletionContext {
  storage: Storage;
  writer: LogWriter;
  clock: { wallNow: () => number };
  stampNow: () => number;
}

type DeletionTables = {
  account_deletions: { user_id: string; messages: Afterwards; at: number; after: string };
};

/** Messages that are looked through in one read, and erased together: others write in between. */
const rowsPerLook = 5_000;
const erasedAtOnce = 20;

/**
 * Takes away what a deleted account leaves, in the order in which it could do harm: what would still act for it first. Cut off
 * anywhere, it goes on there: each step looks at what is left.
 */
export function deleteAccounts(context: DeletionContext): JobKind {
  const { storage, writer, clock } = context;
  const db = storage.db.$extendTables<DeletionTables>();
  return {
    kind: deletionJob,
    atOnce: 1,
    maxAttempts: 100,
    async run({ key: userId }, signal): Promise<JobEnd> {
      const find = () =>
        db.selectFrom('account_deletions').selectAll().where('user_id', '=', userId).executeTakeFirst();
      const deletion = await find();
      if (!deletion) return;
      await forgetDocuments(storage, userId);
      await submit(writer, setOwnFaceRule.command({ userId, face: null }));
      await leaveGroups(context, userId, signal);
      if (deletion.messages === 'delete' && !(await eraseMessages(context, userId, signal))) {
        return { againAt: clock.wallNow() };
      }
      await submit(writer, forgetRowsRule.command({ userId, at: clock.wallNow(), tables: tablesOfPeople() }));
    },
  };
}

/** Scheduled messages and reminders are among them: their jobs find nothing. */
async function forgetDocuments({ db }: Storage, userId: string): Promise<void> {
  await db.deleteFrom('person_documents').where('user_id', '=', userId).execute();
  await db.deleteFrom('person_heads').where('user_id', '=', userId).execute();
}

async function leaveGroups(
  { storage, writer, stampNow }: DeletionContext,
  userId: string,
  signal: AbortSignal,
): Promise<void> {
  const groups = await storage.db
    .selectFrom('members')
    .innerJoin('chats', 'chats.id', 'members.chat_id')
    .select('chats.id')
    .where('members.user_id', '=', userId)
    .where('chats.kind', '=', 'group')
    .execute();
  for (const { id: chatId } of groups) {
    signal.throwIfAborted();
    await submit(writer, leaveForGoodRule.command({ chatId, userId, at: stampNow() }));
  }
}

/** As far as its time goes; false where there is more. All messages are looked through, by their places: there is no list of one's own. */
async function eraseMessages(context: DeletionContext, userId: string, signal: AbortSignal): Promise<boolean> {
  const { storage, writer, stampNow } = context;
  const db = storage.db.$extendTables<DeletionTables>();
  const until = Date.now() + workMs;
  const row = await db.selectFrom('account_deletions').select('after').where('user_id', '=', userId).executeTakeFirst();
  for (let [chatId, seq] = readPlace(row?.after ?? ''); ;) {
    const looked = await lookThrough(storage, chatId, seq);
    const own = looked.filter(({ kind, sender_id: senderId }) => kind === 'text' && senderId === userId);
    for (let at = 0; at < own.length; at += erasedAtOnce) {
      signal.throwIfAborted();
      const erasing = own.slice(at, at + erasedAtOnce).map(({ chat_id: logId, seq: place }) => {
        const target = { chatId: logId, seq: place, senderId: userId, at: stampNow() };
        return submit(writer, eraseOwnRule.command(target));
      });
      await Promise.all(erasing);
    }
    const last = looked.at(-1);
    if (!last || looked.length < rowsPerLook) return true;
    [chatId, seq] = [last.chat_id, last.seq];
    const after = JSON.stringify([chatId, seq]);
    await db.updateTable('account_deletions').set({ after }).where('user_id', '=', userId).execute();
    if (Date.now() > until) return false;
  }
}

interface Looked {
  chat_id: string;
  seq: number;
  sender_id: string;
  kind: string;
}

async function lookThrough({ db }: Storage, chatId: string, seq: number): Promise<Looked[]> {
  const { rows } = await sql<Looked>`
    select chat_id, seq, sender_id, kind from messages where (chat_id, seq) > (${chatId}, ${seq})
    order by chat_id, seq limit ${sql.lit(rowsPerLook)}`.execute(db);
  return rows;
}

function readPlace(after: string): [chatId: string, seq: number] {
  // As it was written here.
  return after === '' ? ['', 0] : (JSON.parse(after) as [string, number]);
}

/** Well within the time that a job has. */
const workMs = 20_000;

/** What features keep of a person and for nobody else, as their tables say; and what older tables do not say. */
function tablesOfPeople(): { name: string; column: string }[] {
  const declared = migrations
    .flatMap(({ tables = [] }) => tables)
    .flatMap(({ name, belongsTo }) => (belongsTo?.to === 'users.id' ? [{ name, column: belongsTo.column }] : []));
  const older = ['activity', 'deliveries', 'mentions'].map((name) => ({ name, column: 'user_id' }));
  return [...declared, ...older];
}
