import type { NewRestriction, Restriction, RestrictionListQuery } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { makeReportId, moderationTablesOf, type RestrictionRow } from '../order/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Acting } from './acting-rules.ts';
import type { ModerationContext } from './moderation-context.ts';
import { beginAfter, cursorOf } from './page-cursor.ts';
import { liftRule, restrictRule } from './restriction-rules.ts';
import { toRestriction } from './to-report.ts';

export async function restrictPerson(
  { storage, writer, order }: ModerationContext,
  userId: string,
  { wanted: { kind, reason, until }, acting }: { wanted: NewRestriction; acting: Acting },
): Promise<Restriction> {
  const restriction = { id: makeReportId(), kind, reason, untilAt: untilAtOf(until, acting.at), invitationId: '' };
  await submit(writer, restrictRule.command({ userId, ...restriction, acting }));
  // It holds here from the answer on.
  await order.read();
  return toRestriction(await findRestriction(storage, restriction.id));
}

export async function liftRestriction(
  { storage, writer, order }: ModerationContext,
  id: string,
  acting: Acting,
): Promise<Restriction> {
  const { user_id: userId } = await findRestriction(storage, id);
  await submit(writer, liftRule.command({ userId, id, acting }));
  await order.read();
  return toRestriction(await findRestriction(storage, id));
}

/** In milliseconds since 1970, 0 for good. Throws `invalid-request` for what is past. */
export function untilAtOf(until: string | null, now: number): number {
  if (until === null) return 0;
  const at = Date.parse(until);
  if (at > now) return at;
  const message = 'a time that is yet to come';
  throw new ApiError('invalid-request', `until: ${message}`, { errors: [{ path: 'until', message }] });
}

export async function listRestrictions(
  { db }: Pick<Storage, 'db'>,
  { query, now }: { query: RestrictionListQuery; now: number },
): Promise<{ restrictions: Restriction[]; nextCursor: string | null }> {
  const rows = await moderationTablesOf(db)
    .selectFrom('restrictions')
    .selectAll()
    .$if(query.user_id !== undefined, (all) => all.where('user_id', '=', query.user_id ?? ''))
    .$if(query.state === 'now', (all) =>
      all
        .where('lifted_at', '=', 0)
        .where((where) =>
          where.or([
            where.and([where('kind', '=', 'warning'), where('confirmed_at', '=', 0)]),
            where.and([
              where('kind', '!=', 'warning'),
              where.or([where('until_at', '=', 0), where('until_at', '>', now)]),
            ]),
          ]),
        ),
    )
    .$if(query.cursor !== undefined, (page) => page.where(beginAfter(query.cursor ?? '', 'at', 'desc')))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return { restrictions: shown.map(toRestriction), nextCursor: last ? cursorOf(last.at, last.id) : null };
}

async function findRestriction({ db }: Pick<Storage, 'db'>, id: string): Promise<RestrictionRow> {
  const row = await moderationTablesOf(db)
    .selectFrom('restrictions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ApiError('not-found', 'There is no such restriction.');
  return row;
}
