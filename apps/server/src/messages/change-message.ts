import type { Message } from '@confab/protocol';
import type { ChatAccess } from '../chats/index.ts';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { ReadMentions } from '../mentions/index.ts';
import type { RuleCommand } from '../storage/chat-log.ts';
import { deleteRule, editRule, reactRule } from './message-rules.ts';
import { type MessageActor, requirePlace } from './require-place.ts';

export interface ChangeContext {
  readMentions: ReadMentions;
  access: ChatAccess;
  writer: LogWriter;
  stampNow: () => number;
}

/** Only the sender may. */
export async function editMessage(
  context: ChangeContext,
  actor: MessageActor,
  edit: { content: string; baseRev?: number | undefined },
): Promise<Message> {
  const mentions = await context.readMentions({ chatId: actor.chatId, senderId: actor.callerId }, edit.content);
  return await change(context, actor, (place) => editRule.command({ ...place, ...edit, mentions }));
}

/** The sender, or an owner or admin of the group. What stays is a tombstone in the message's place. */
export function deleteMessage(context: ChangeContext, actor: MessageActor): Promise<Message> {
  return change(context, actor, (place) => deleteRule.command(place));
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
