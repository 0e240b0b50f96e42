import { doorOf, threadIdOf } from '@confab/protocol/threads';
import type { OpenGroupQuery } from '@confab/protocol';
import type { AuditBy } from '../audit/index.ts';
import { ApiError } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import type { EncodedPage } from '../storage/chat-log.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { AdministrationContext } from './administration-context.ts';
import { deleteGroupRule } from './delete-group-rules.ts';
import type { Readings } from './readings.ts';
import { archiveRule, closeRule, handOverRule, openRule } from './group-rules.ts';

export interface GroupActor {
  chatId: string;
  actorId: string;
  by: AuditBy;
}

const hourMs = 3_600_000;

export async function handOver(context: AdministrationContext, actor: GroupActor, userId: string): Promise<void> {
  const names = await context.accounts.users([userId]);
  const does = `made ${names.get(userId)?.displayName ?? 'somebody'} the owner: the group had none who can log in`;
  await submit(context.writer, handOverRule.command({ ...(await told(context, actor, does)), userId }));
}

export async function archive(context: AdministrationContext, actor: GroupActor): Promise<void> {
  await submit(context.writer, archiveRule.command(await told(context, actor, 'archived the group')));
}

/** It is empty to its members within seconds, and what was said in it goes after that. */
export async function startDeletion(context: AdministrationContext, actor: GroupActor): Promise<void> {
  await submit(context.writer, deleteGroupRule.command(await told(context, actor, 'deleted the group')));
}

export interface Opening {
  reason: string;
  hours: number;
}

/** Answers until when. */
export async function openGroup(
  context: AdministrationContext,
  actor: GroupActor,
  { reason, hours }: Opening,
): Promise<string> {
  const until = context.stampNow() + hours * hourMs;
  const does = `opened the group for compliance until ${encodeTimestamp(until)}: ${reason}`;
  await submit(context.writer, openRule.command({ ...(await told(context, actor, does)), reason, until }));
  return encodeTimestamp(until);
}

export async function closeGroup(context: AdministrationContext, actor: GroupActor): Promise<void> {
  await submit(context.writer, closeRule.command(await told(context, actor, 'closed the group again')));
}

/** Read only, and only of the group and its threads: nothing is marked as read or delivered by it. */
export async function readOpenGroup(
  context: AdministrationContext & { readings: Readings },
  { chatId, actorId, by }: GroupActor,
  { thread, ...query }: OpenGroupQuery,
): Promise<EncodedPage> {
  const { storage, log, stampNow, audit, readings } = context;
  const access = await storage.db
    .$extendTables<{ compliance_access: { chat_id: string; user_id: string; until_at: number } }>()
    .selectFrom('compliance_access')
    .select('until_at')
    .where('chat_id', '=', doorOf(chatId))
    .where('user_id', '=', actorId)
    .where('until_at', '>', stampNow())
    .executeTakeFirst();
  if (!access) throw new ApiError('group-not-open', 'Open the group first, and say why.');
  const details = thread === undefined ? {} : { thread };
  const deed = { action: 'group.read-for-compliance', target: { kind: 'group', id: chatId }, details } as const;
  // By one log-in, of what one opening lets them read: whoever reads on reads what they began.
  const key = `${by.sessionId ?? ''} ${actorId} ${chatId} ${thread ?? ''} ${access.until_at}`;
  await readings.goOn(key, () => audit.note(deed, by));
  return await log.readPage(thread === undefined ? doorOf(chatId) : threadIdOf(doorOf(chatId), thread), query);
}

async function told({ accounts, stampNow }: AdministrationContext, actor: GroupActor, does: string) {
  const name = (await accounts.users([actor.actorId])).get(actor.actorId)?.displayName ?? 'Somebody';
  return { ...actor, content: `${name} ${does}`, at: stampNow() };
}
