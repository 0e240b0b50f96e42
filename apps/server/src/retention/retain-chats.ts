import { type ChatParts, isKeptForGood, keptFor, type PlaceRetention, type Retention } from '@confab/protocol';
import { sql } from 'kysely';
import type { JobEnd } from '../jobs/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/index.ts';
import { everyChat, releaseHeldRule } from './hold-rules.ts';
import { expireEditsRule, expireFilesRule, expireMessagesRule, lookThroughRule } from './retention-rules.ts';

export interface RetainContext {
  storage: Storage;
  writer: LogWriter;
  clock: { wallNow: () => number; monotonicNow: () => number };
  /** As the place says it now. */
  retention: () => PlaceRetention;
  stampNow: () => number;
}

const dayMs = 24 * 3_600_000;
const chatsAtOnce = 200;
/** Of the time that a job has. After it, the rest is asked for anew. */
const workMs = 25_000;

/** Deletes what is too old, in one chat or in all: in batches, between which others send. Cut off, it goes on where it was. */
export async function retain(
  context: RetainContext,
  { key, payload }: { key: string; payload: unknown },
  signal: AbortSignal,
): Promise<JobEnd> {
  const { storage, clock, stampNow, writer } = context;
  const startedAt = clock.monotonicNow();
  const isTired = (): boolean => clock.monotonicNow() - startedAt > workMs;
  if (key !== everyChat) {
    const [chat] = await readChats(storage, sql`id = ${key}`);
    const isDone = !chat || (await retainChat(context, chat, { signal, isTired }));
    return isDone ? undefined : { againAt: clock.wallNow() };
  }
  while ((await submit(writer, releaseHeldRule.command({ at: stampNow() }))) > 0) signal.throwIfAborted();
  let after = readPosition(payload);
  for (;;) {
    const chats = await readChats(storage, sql`id > ${after}`);
    for (const chat of chats) {
      // One that is not done goes on where it was: it keeps its own place.
      if (await retainChat(context, chat, { signal, isTired })) after = chat.id;
      if (!isTired()) continue;
      await submit(writer, lookThroughRule.command({ after, at: clock.wallNow() }));
      return;
    }
    if (chats.length < chatsAtOnce) return;
  }
}

function readPosition(payload: unknown): string {
  const after: unknown = typeof payload === 'object' && payload !== null && 'after' in payload ? payload.after : '';
  return typeof after === 'string' ? after : '';
}

interface ChatRow {
  id: string;
  parts: string | null;
}

async function readChats({ db }: Storage, where: ReturnType<typeof sql>): Promise<ChatRow[]> {
  const { rows } = await sql<ChatRow>`select id, parts from chats where kind <> 'thread' and ${where}
    order by id limit ${sql.lit(chatsAtOnce)}`.execute(db);
  return rows;
}

interface Pace {
  signal: AbortSignal;
  isTired: () => boolean;
}

/** Answers whether all of it was done. */
async function retainChat(context: RetainContext, chat: ChatRow, pace: Pace): Promise<boolean> {
  const { retention: chosen } = JSON.parse(chat.parts ?? '{}') as ChatParts;
  const kept = keptFor(context.retention(), chosen);
  if (isKeptForGood(kept)) return true;
  for (const logId of await findOld(context, chat.id, kept)) {
    if (!(await retainLog(context, logId, kept, pace))) return false;
  }
  return true;
}

async function retainLog(context: RetainContext, chatId: string, kept: Retention, pace: Pace): Promise<boolean> {
  const rules = [
    [kept.messagesDays, expireMessagesRule],
    [kept.filesDays, expireFilesRule],
    [kept.editsDays, expireEditsRule],
  ] as const;
  for (const [days, rule] of rules) {
    if (days === null) continue;
    const before = context.clock.wallNow() - days * dayMs;
    while (await submit(context.writer, rule.command({ chatId, before, at: context.stampNow() }))) {
      pace.signal.throwIfAborted();
      if (pace.isTired()) return false;
    }
  }
  return true;
}

/** The logs of a chat, itself and its threads, that may hold something too old: the first message behind the cursor tells. */
async function findOld({ storage, clock }: RetainContext, chatId: string, kept: Retention): Promise<string[]> {
  const before = (days: number | null): number => (days === null ? 0 : clock.wallNow() - days * dayMs);
  const { rows } = await sql<{ id: string }>`
    select id from chats where (id = ${chatId} or (id >= ${`${chatId}~`} and id < ${`${chatId}~~`})) and (
      (select created_at from messages where chat_id = chats.id and kind = 'text' and deleted_at is null and seq > coalesce(
        (select seq from retention_cursors where log_id = chats.id and kind = 'messages'), 0) order by seq limit 1)
        < ${before(kept.messagesDays)}
      or (select at from file_lists where log_id = chats.id and seq > coalesce(
        (select seq from retention_cursors where log_id = chats.id and kind = 'files'), 0) order by seq limit 1)
        < ${before(kept.filesDays)}
      or exists (select 1 from message_edits where chat_id = chats.id and at < ${before(kept.editsDays)})
    ) order by id`.execute(storage.db);
  return rows.map(({ id }) => id);
}
