import { messageOperations, reactionOperations } from '@confab/protocol';
import { byCaller } from '../audit/index.ts';
import { Answer, type Caller, implement, JsonAnswer, type Routes, storedAnswer } from '../http/index.ts';
import { type ChangeContext, deleteMessage, editMessage, react } from './change-message.ts';
import { type HistoryContext, listMessages, recallMessages } from './list-messages.ts';
import type { MessageActor } from './require-place.ts';
import { sendMessage } from './send-message.ts';

export type MessageContext = ChangeContext & HistoryContext;

export function messageRoutes(context: MessageContext): Routes[] {
  return [
    implement(messageOperations.listMessages, ({ caller, params, query, request: { headers } }) => {
      const place = { chatId: params.chat_id, callerId: caller.userId };
      const known = recallMessages(context, place, query);
      if (known) return storedAnswer(headers, known);
      return listMessages(context, place, query).then((page) => storedAnswer(headers, page));
    }),

    implement(messageOperations.sendMessage, async ({ caller, params, body }) => {
      const { content, clientId = null, ...parts } = body;
      const draft = { chatId: params.chat_id, senderId: caller.userId, clientId, content, parts };
      const { message, isRetry, json } = await sendMessage(context, draft);
      if (json !== undefined) return new JsonAnswer(json, 201);
      return new Answer(isRetry ? 200 : 201, message);
    }),

    implement(messageOperations.editMessage, ({ caller, params, body }) =>
      editMessage(context, actorOf(caller, params), body),
    ),

    implement(messageOperations.deleteMessage, ({ caller, params, request }) =>
      deleteMessage(context, actorOf(caller, params), byCaller(caller, request)),
    ),

    implement(reactionOperations.addReaction, ({ caller, params }) =>
      react(context, actorOf(caller, params), { emoji: params.emoji, on: true }),
    ),

    implement(reactionOperations.removeReaction, ({ caller, params }) =>
      react(context, actorOf(caller, params), { emoji: params.emoji, on: false }),
    ),
  ];
}

function actorOf({ userId }: Caller, params: { chat_id: string; message_id: string }): MessageActor {
  return { chatId: params.chat_id, messageId: params.message_id, callerId: userId };
}
