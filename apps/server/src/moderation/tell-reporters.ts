import type { JobKind } from '../jobs/index.ts';
import { submit } from '../log/submit.ts';
import { moderationTablesOf } from '../order/index.ts';
import type { ModerationContext } from './moderation-context.ts';
import { tellReporterRule, tellReportersJob } from './reporter-rules.ts';

type Context = Pick<ModerationContext, 'storage' | 'writer' | 'stampNow'>;

/** One after the other: a message may have been reported by hundreds. What was told already changes nothing. */
export function tellReportersKind({ storage, writer, stampNow }: Context): JobKind {
  return {
    kind: tellReportersJob,
    async run({ key }, signal) {
      const decided = await findDecided(storage, key.slice(key.lastIndexOf('/') + 1));
      for (const { id, reporter_id: userId, decided_at: decidedAt, did } of decided) {
        signal.throwIfAborted();
        const telling = { userId, reportId: id, decidedAt, acted: did !== '', at: stampNow() };
        await submit(writer, tellReporterRule.command(telling));
      }
    },
  };
}

/** With it, by people other than the one who decided. */
async function findDecided({ db }: Context['storage'], reportId: string) {
  const tables = moderationTablesOf(db);
  const first = await tables
    .selectFrom('reports')
    .select(['target', 'decided_at'])
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (!first || first.decided_at === 0) return [];
  return await tables
    .selectFrom('reports')
    .select(['id', 'reporter_id', 'decided_at', 'did'])
    .where('target', '=', first.target)
    .where('decided_at', '=', first.decided_at)
    .where('reporter_id', '!=', '')
    .whereRef('reporter_id', '!=', 'decided_by')
    .execute();
}
