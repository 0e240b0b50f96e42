import { hastenJobs } from '../jobs/job-rules.ts';
import { putServerDocument } from '../personal/document-rules.ts';
import { personRule, query, type Work } from '../storage/rule.ts';

/** As the kind of document says. */
const keptMax = 20;

/** Tells whoever reported the same that it was decided. Its key: `ABOUT/REPORT`. */
export const tellReportersJob = 'tell-reporters';

/** In the transaction of the decision, which has locked whom it is about; those who reported it may be many. */
export function tellReporters(aboutId: string, reportId: string, at: number): Work<void> {
  return hastenJobs([{ kind: tellReportersJob, key: `${aboutId}/${reportId}`, dueAt: at }]);
}

interface Telling {
  userId: string;
  reportId: string;
  /** When it was decided, in milliseconds since 1970: known again when it is told twice. */
  decidedAt: number;
  acted: boolean;
  at: number;
}

/** To each by themselves (D89). Of many that nobody puts away, the oldest go. */
export const tellReporterRule = personRule('tell-reporter', function* (telling: Telling): Work<void> {
  const { userId, reportId, decidedAt, acted, at } = telling;
  // Meanwhile it may have been taken back, or the account deleted.
  const [holds] = yield* query<[number]>(
    `select 1 from reports join users on users.id = reports.reporter_id
     where reports.id = $1 and reports.reporter_id = $2 and reports.decided_at = $3 and users.deleted_at is null`,
    [reportId, userId, decidedAt],
  );
  if (!holds) return;
  const value = JSON.stringify({ at: new Date(decidedAt).toISOString(), acted });
  yield* putServerDocument({ userId, key: `report/${reportId}`, value, at });
  const kept = yield* query<[key: string]>(
    `select key from person_documents where user_id = $1 and key like 'report/%' and value is not null
     order by rev desc`,
    [userId],
  );
  for (const [key] of kept.slice(keptMax)) yield* putServerDocument({ userId, key, value: null, at });
});

export const reporterRules = [tellReporterRule];
