import { type Asking, placeOperations } from '@confab/protocol';
import { byCaller } from '../audit/index.ts';
import type { FastifyRequest } from 'fastify';
import { ApiError, type Caller, implement, type Routes } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/storage.ts';
import { answerAskedRule } from './people-rules.ts';

export interface AskingContext {
  storage: Storage;
  writer: LogWriter;
  stampNow: () => number;
  /** The address that a person gave, or null. */
  visibleEmail: (email: string) => string | null;
}

const listedMax = 500;

/** People who asked to come in, and wait to be let in. */
export function askingRoutes({ storage, writer, stampNow, visibleEmail }: AskingContext): Routes[] {
  const answer = async (deed: Parameters<typeof answerAskedRule.command>[0]): Promise<void> => {
    if (!(await submit(writer, answerAskedRule.command(deed)))) {
      throw new ApiError('not-found', 'They do not ask to come in, or not any more.');
    }
  };
  const deedOf = (caller: Caller, request: FastifyRequest) => ({
    actorId: caller.userId,
    by: byCaller(caller, request),
    at: stampNow(),
  });
  return [
    implement(placeOperations.listAsking, async () => {
      const rows = await storage.db
        .selectFrom('users')
        .select(['id', 'display_username', 'name', 'email', 'waiting_since'])
        .where('waiting_since', 'is not', null)
        .orderBy('waiting_since')
        .orderBy('id')
        .limit(listedMax)
        .execute();
      const people = rows.map((row): Asking => ({
        id: row.id,
        username: row.display_username,
        displayName: row.name,
        email: visibleEmail(row.email),
        askedAt: new Date(row.waiting_since ?? 0).toISOString(),
      }));
      return { people };
    }),
    implement(placeOperations.letIn, ({ caller, params, request }) =>
      answer({ ...deedOf(caller, request), userId: params.user_id, isLetIn: true }),
    ),
    implement(placeOperations.refuseAsked, ({ caller, params, request }) =>
      answer({ ...deedOf(caller, request), userId: params.user_id, isLetIn: false }),
    ),
  ];
}

/** Of whoever manages people the page wants to know it at once. */
export async function countAsking({ db }: Pick<Storage, 'db'>): Promise<number> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('waiting_since', 'is not', null)
    .limit(listedMax)
    .execute();
  return rows.length;
}
