import { sql } from 'kysely';
import type { JobEnd, JobKind } from '../jobs/index.ts';
import { submit } from '../log/submit.ts';
import type { AdministrationContext } from './administration-context.ts';
import { deleteGroupJob, emptyGroupRule, eraseGroupRule, forgetGroupRule } from './delete-group-rules.ts';

type Context = Pick<AdministrationContext, 'storage' | 'writer' | 'stampNow' | 'clock'>;

/** In batches, between which others send. Cut off, it goes on where it was. */
export function deleteGroupKind(context: Context): JobKind {
  return { kind: deleteGroupJob, atOnce: 1, run: (job, signal) => deleteGroup(context, job, signal) };
}

async function deleteGroup(
  { storage, writer, stampNow }: Context,
  { key: chatId, payload }: { key: string; payload: unknown },
  signal: AbortSignal,
): Promise<JobEnd> {
  const { actorId = '' } = payload as { actorId?: string };
  while (await submit(writer, emptyGroupRule.command({ chatId, actorId, at: stampNow() }))) signal.throwIfAborted();
  const { rows } = await sql<{ id: string }>`select id from chats
    where id = ${chatId} or (id >= ${`${chatId}~`} and id < ${`${chatId}~~`}) order by id`.execute(storage.db);
  for (const { id } of rows) {
    for (let after: number | null = 0; after !== null;) {
      after = await submit(writer, eraseGroupRule.command({ chatId: id, after, at: stampNow() }));
      signal.throwIfAborted();
    }
  }
  await submit(writer, forgetGroupRule.command({ chatId, at: stampNow() }));
}
