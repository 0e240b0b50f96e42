import type { Message } from '@confab/protocol';
import type { ChatAccess } from '../chats/index.ts';
import { ApiError } from '../http/api-error.ts';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { parseMessageId, type RuleCommand } from '../storage/chat-log.ts';
import { deleteRule, editRule, reactRule } from './message-rules.ts';

export interface ChangeContext {
  access: ChatAccess;
  writer: LogWriter;
  stampNow: () => number;
}

/** The message that a path names, and who wants to change it. */
export interface MessageActor {
  chatId: string;
  messageId: string;
  callerId: string;
}

/** Only the sender may. */
export function editMessage(
  context: ChangeContext,
  actor: MessageActor,
  edit: { content: string; baseRev?: number | undefined },
): Promise<Message> {
  return change(context, actor, (place) => editRule.command({ ...place, ...edit }));
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
  { chatId, messageId, callerId }: MessageActor,
  command: (place: Place) => RuleCommand<Message>,
): Promise<Message> {
  await context.access.requireMember(chatId, callerId);
  const place = parseMessageId(messageId);
  // An id of another chat is as unknown here as one that was never used.
  if (place?.chatId !== chatId) throw new ApiError('not-found', 'There is no such message in this chat.');
  return await submit(context.writer, command({ chatId, seq: place.seq, actorId: callerId, at: context.stampNow() }));
}
