import type { Message } from '@confab/protocol';
import type { byCaller } from '../audit/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import { ApiError } from '../http/api-error.ts';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { ReadMentions } from '../mentions/index.ts';
import { notToBeSaid, type OrderBefore } from '../order/index.ts';
import type { RuleCommand } from '../storage/chat-log.ts';
import { deleteRule, editRule, reactRule } from './message-rules.ts';
import { type MessageActor, requirePlace } from './require-place.ts';

export interface ChangeContext {
  readMentions: ReadMentions;
  access: ChatAccess;
  writer: LogWriter;
  stampNow: () => number;
  order: OrderBefore | null;
}

/** Only the sender may. */
export async function editMessage(
  context: ChangeContext,
  actor: MessageActor,
  edit: { content: string; baseRev?: number | undefined },
): Promise<Message> {
  const said = { chatId: actor.chatId, senderId: actor.callerId };
  await context.order?.keepPace(actor.callerId);
  const ordered = context.order?.ask({ ...said, content: edit.content }) ?? null;
  const word = ordered?.blocked ?? ordered?.hold;
  if (word !== undefined) throw new ApiError('words-not-allowed', notToBeSaid(word));
  const mentions = await context.readMentions(said, edit.content);
  return await change(context, actor, (place) => editRule.command({ ...place, ...edit, mentions, ordered }));
}

/**
 * The sender, an owner or admin of the group, or in a public group a moderator of the place. What stays is a tombstone in the message's
 * place.
 */
export function deleteMessage(
  context: ChangeContext,
  actor: MessageActor,
  by: ReturnType<typeof byCaller>,
): Promise<Message> {
  return change(context, actor, (place) => deleteRule.command({ ...place, by }));
}

export function react(
  context: ChangeContext,
  actor: MessageActor,
  reaction: { emoji: string; on: boolean },
): Promise<Message> {
  return change(context, actor, (place) => reactRule.command({ ...place, ...reaction }));
}

interface Place {
  chatId: string;
  seq: number;
  actorId: string;
  at: number;
}

async function change(
  context: ChangeContext,
  actor: MessageActor,
  command: (place: Place) => RuleCommand<Message>,
): Promise<Message> {
  const place = await requirePlace(context.access, actor);
  return await submit(context.writer, command({ ...place, at: context.stampNow() }));
}
