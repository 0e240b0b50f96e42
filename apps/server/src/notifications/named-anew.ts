import { isNamed, namedSince } from '@confab/protocol/mentions';
import { decodeParts } from '@confab/protocol/message-parts';
import { isHeardForName } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import type { Kysely } from 'kysely';
import type { JobKind } from '../jobs/index.ts';
import type { NewJob } from '../jobs/job-rules.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Database, Storage } from '../storage/index.ts';
import { hastenRule, namedAnewJob } from './derive-rules.ts';
import { findReached } from './find-untold.ts';
import { jobsAtOnce, type JobsContext, jobsOf } from './jobs-of.ts';
import { factsOf } from './message-facts.ts';
import { readNotifySettings } from './notify-settings.ts';
import { type Heard, settingsFor } from './who-hears.ts';

export interface NamedAnewContext extends JobsContext {
  storage: Pick<Storage, 'db'>;
  writer: LogWriter;
}

interface Place {
  logId: string;
  seq: number;
}

type Edited = NonNullable<Awaited<ReturnType<typeof readEdited>>>;

/**
 * After an edit that names others than before: whoever is named anew is told as of a new message, and what was told of those who are named
 * no more is looked at again. The jobs that do it are told which message it is: it may be an old one.
 */
export function namedAnew(context: NamedAnewContext): JobKind {
  return {
    kind: namedAnewJob,
    async run({ key }) {
      const at = key.lastIndexOf('/');
      const place = { logId: key.slice(0, at), seq: Number(key.slice(at + 1)) };
      if (await context.reach.isEmpty()) return;
      const edited = await readEdited(context.storage.db, place);
      if (!edited) return;
      const named = await jobsOf(context, await whoIsNamed(context, place, edited), { edited: place.seq });
      await ask(context, place, [...(named.get(place.logId) ?? []), ...(await lookAgain(context, place, edited))]);
    },
  };
}

/** Null for what was deleted meanwhile: that withdraws itself. */
async function readEdited(db: Kysely<Database>, { logId, seq }: Place) {
  const row = await db
    .selectFrom('messages')
    .innerJoin('chats', 'chats.id', 'messages.chat_id')
    .select([
      'chats.kind',
      'messages.sender_id as senderId',
      'messages.content',
      'messages.created_at as at',
      'messages.parts',
    ])
    .where('messages.chat_id', '=', logId)
    .where('messages.seq', '=', seq)
    .where('messages.kind', '=', 'text')
    .where('messages.deleted_at', 'is', null)
    .executeTakeFirst();
  return row && { ...row, seq, mentions: decodeParts(row.parts).mentions };
}

async function whoIsNamed(
  { storage, clock, reach }: NamedAnewContext,
  { logId }: Place,
  edited: Edited,
): Promise<Heard[]> {
  const { mentions, kind: chatKind } = edited;
  if (!mentions?.since) return [];
  const members = (await findReached(storage.db, [logId], reach.all)).get(logId) ?? [];
  const anew = members.filter(({ userId }) => namedSince(mentions, userId) !== null);
  const settings = await readNotifySettings(
    storage.db,
    anew.map(({ userId }) => ({ userId, logId })),
  );
  const facts = factsOf(edited, isThreadId(logId) ? 'thread' : chatKind === 'direct' ? 'direct' : 'group');
  const now = clock.wallNow();
  return anew.flatMap(({ userId, readSeq, reach: kind }) => {
    const own = settingsFor(settings.of(userId, logId), reach.find(kind)?.isPatient === true);
    return isHeardForName(facts(userId, readSeq), own, now) ? [{ logId, userId, kind }] : [];
  });
}

/** At once, for who was told of it and is named no more. */
async function lookAgain({ reach, clock }: NamedAnewContext, place: Place, { mentions }: Edited): Promise<NewJob[]> {
  const jobs: NewJob[] = [];
  for (const way of reach.all) {
    for (const userId of (await way.told?.(place)) ?? []) {
      if (mentions && isNamed(mentions, userId)) continue;
      const key = way.keyOf(userId, place.logId);
      jobs.push({ kind: way.kind, key, dueAt: clock.wallNow(), payload: { edited: place.seq } });
    }
  }
  return jobs;
}

/** Asked for twice they do nothing twice: where it fails in between, this job does it again. */
async function ask({ writer }: NamedAnewContext, { logId }: Place, jobs: readonly NewJob[]): Promise<void> {
  for (let start = 0; start < jobs.length; start += jobsAtOnce) {
    const part = { logIds: [logId], jobs: jobs.slice(start, start + jobsAtOnce) };
    await submit(writer, hastenRule.command(part));
  }
}
