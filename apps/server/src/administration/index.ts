import { administrationOperations } from '@confab/protocol';
import type { FastifyRequest } from 'fastify';
import { byCaller } from '../audit/index.ts';
import type { Feature } from '../feature.ts';
import { Answer, type Caller, implement, JsonAnswer } from '../http/index.ts';
import { verifyMailServer } from '../mail/index.ts';
import type { AdministrationContext } from './administration-context.ts';
import { changePeople } from './change-people.ts';
import { createPerson } from './create-person.ts';
import { deleteGroupKind } from './delete-group.ts';
import {
  archive,
  closeGroup,
  type GroupActor,
  handOver,
  openGroup,
  readOpenGroup,
  startDeletion,
} from './group-deeds.ts';
import { type HealthContext, readHealth } from './health.ts';
import { listGroups } from './list-groups.ts';
import { listPeople, listPersonSessions } from './list-people.ts';
import { Nodes, sayEveryMs } from './nodes.ts';
import { Readings } from './readings.ts';
import { readStorageUse } from './storage-use.ts';
import { countEveryMs, countToday, readUsage } from './usage.ts';

export type { AdministrationContext } from './administration-context.ts';

/** A call about a group. */
interface Deed {
  caller: Caller;
  request: FastifyRequest;
  params: { chat_id: string };
}

/** All rows are gone through for it: not each time that somebody looks. */
const storageKeptMs = 10_000;
/** A log-in at the mail server each. */
const mailKeptMs = 60_000;

/** For those who run the place. Who may what is said by `needs` of each operation. */
export function administration(house: AdministrationContext, checks: HealthContext['checks']): Feature {
  const nodes = new Nodes(house);
  const readings = new Readings(house.clock.monotonicNow);
  const { mailSettings } = house;
  const mailServer = mailSettings && keptFor(house, mailKeptMs, () => verifyMailServer(mailSettings));
  const context = { ...house, nodes, mailServer, checks };
  const actorOf = ({ caller, request, params }: Deed): GroupActor => ({
    chatId: params.chat_id,
    actorId: caller.userId,
    by: byCaller(caller, request),
  });
  return {
    name: 'administration',
    offers: ['administration'],
    routes: [
      implement(administrationOperations.listPeople, ({ query }) => listPeople(context, query)),
      implement(
        administrationOperations.createPerson,
        async ({ caller, request, body }) =>
          new Answer(201, await createPerson(context, { role: caller.role, by: byCaller(caller, request) }, body)),
      ),
      implement(administrationOperations.changePeople, async ({ caller, request, body }) => ({
        results: await changePeople(context, { ...byCaller(caller, request), userId: caller.userId }, body),
      })),
      implement(administrationOperations.listPersonSessions, async ({ params }) => ({
        sessions: await listPersonSessions(context, params.user_id),
      })),
      implement(administrationOperations.listAllGroups, ({ query }) => listGroups(context, query)),
      implement(administrationOperations.handOverGroup, (call) => handOver(context, actorOf(call), call.body.userId)),
      implement(administrationOperations.archiveGroup, (call) => archive(context, actorOf(call))),
      implement(administrationOperations.deleteGroup, (call) => startDeletion(context, actorOf(call))),
      implement(administrationOperations.openGroup, async (call) => ({
        until: await openGroup(context, actorOf(call), call.body),
      })),
      implement(administrationOperations.closeGroup, (call) => closeGroup(context, actorOf(call))),
      implement(
        administrationOperations.readOpenGroup,
        async (call) => new JsonAnswer(await readOpenGroup({ ...context, readings }, actorOf(call), call.query)),
      ),
      implement(
        administrationOperations.getStorageUse,
        keptFor(house, storageKeptMs, () => readStorageUse(context)),
      ),
      implement(administrationOperations.getHealth, () => readHealth(context)),
      implement(administrationOperations.getUsage, ({ query }) => readUsage(context, query.days)),
    ],
    jobs: [deleteGroupKind(context)],
    rounds: [
      { everyMs: countEveryMs, run: () => countToday(context) },
      { everyMs: sayEveryMs, run: () => nodes.say() },
    ],
    // Where the database is away others forget it after a while.
    close: () => nodes.close().catch(house.onError),
  };
}

/** What was answered last, for a while: what is dear to find is not looked for each time that somebody looks. */
function keptFor<Answer>(
  { clock }: Pick<AdministrationContext, 'clock'>,
  keptMs: number,
  read: () => Promise<Answer>,
): () => Promise<Answer> {
  let kept: { answer: Promise<Answer>; until: number } | null = null;
  return () => {
    if (kept && kept.until > clock.monotonicNow()) return kept.answer;
    const answer = read();
    const fresh = { answer, until: clock.monotonicNow() + keptMs };
    kept = fresh;
    answer.catch(() => {
      if (kept === fresh) kept = null;
    });
    return answer;
  };
}
