import { directoryProvider, type Identities, type Identity, type PersonOfProvider } from '../accounts/index.ts';
import { isAllowed, roleOf } from '../config/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Logger } from '../monitoring/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import type { Directory } from './directory.ts';
import { putOutRule } from './put-out-rules.ts';

export interface RoundContext {
  storage: Storage;
  clock: Pick<Clock, 'wallNow'>;
  identities: Identities;
  writer: LogWriter;
  directory: Pick<Directory, 'find' | 'rules'>;
  logger: Pick<Logger, 'warn'>;
  /** Owners who stay although the directory does not know them: said once, not with every look. */
  kept: Set<string>;
}

/** Who was disabled is out within a minute, also where the node that looked is gone: then another looks the next time. */
const everyMs = 20_000;
/** How often a node looks whether it is time. */
export const lookEveryMs = 5_000;
const peopleAtOnce = 500;
/** That none of so many is left is no news about people: the directory is another one, or shows nothing any more. */
const suspiciousFrom = 5;

type RoundTables = { directory_rounds: { id: string; next_at: number } };

/**
 * Looks at everybody who came from the directory: who is not in it any more, or in no allowed group, is out; who is again, is back; and
 * roles follow groups. Where it can't be asked to the end, nobody is out.
 */
export async function lookAtEverybody(context: RoundContext): Promise<void> {
  if (!(await isDue(context))) return;
  const people: [person: PersonOfProvider, identity: Identity | undefined][] = [];
  let after = '';
  for (;;) {
    const page = await context.identities.list(directoryProvider, { after, limit: peopleAtOnce });
    const last = page.at(-1);
    if (!last) break;
    const found = await context.directory.find(page.map(({ subject }) => subject));
    people.push(...page.map((person) => [person, found.get(person.subject)] as (typeof people)[number]));
    after = last.subject;
  }
  if (people.length >= suspiciousFrom && people.every(([, identity]) => identity === undefined)) {
    context.logger.warn(
      { people: people.length },
      'the directory knows none of its people any more: nobody was put out',
    );
    return;
  }
  for (const [person, identity] of people) await settle(context, person, identity);
}

async function settle(context: RoundContext, person: PersonOfProvider, identity: Identity | undefined): Promise<void> {
  const { identities, directory } = context;
  const { rules } = directory;
  if (!identity || !isAllowed(identity.groups, rules)) {
    if (person.goneAt === 0) await putOut(context, person);
    return;
  }
  context.kept.delete(person.userId);
  if (person.goneAt > 0) await identities.bringBack(person);
  const role = roleOf(identity.groups, rules);
  if (role !== null && role !== person.role) await identities.followGroups(person.userId, identity.groups, rules);
}

async function putOut({ writer, clock, logger, kept }: RoundContext, person: PersonOfProvider): Promise<void> {
  const { provider, subject, userId } = person;
  const end = await submit(writer, putOutRule.command({ provider, subject, userId, at: clock.wallNow() }));
  if (end !== 'last-owner') return void kept.delete(userId);
  if (kept.has(userId)) return;
  kept.add(userId);
  logger.warn(
    { userId },
    'the directory does not know the last owner any more: they stay, or nobody could let anybody in',
  );
}

/** Of several nodes the one that moves it on does it. */
async function isDue({ storage, clock }: RoundContext): Promise<boolean> {
  const now = clock.wallNow();
  const db = storage.db.$extendTables<RoundTables>();
  const next = { next_at: now + everyMs };
  await db
    .insertInto('directory_rounds')
    .values({ id: directoryProvider, next_at: 0 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const taken = await db
    .updateTable('directory_rounds')
    .set(next)
    .where('id', '=', directoryProvider)
    // A clock that was set back must not keep everybody from looking.
    .where((where) => where.or([where('next_at', '<=', now), where('next_at', '>', now + 2 * everyMs)]))
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}
