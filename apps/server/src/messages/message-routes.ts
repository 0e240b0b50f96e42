import {
  editMessageBodySchema,
  emojiSchema,
  givenEmojiSchema,
  idSchema,
  messagePageQuerySchema,
  messagePageSchema,
  messageSchema,
  sendMessageBodySchema,
} from '@confab/protocol';
import { z } from 'zod';
import { callerOf, type Routes } from '../http/index.ts';
import { deleteMessage, editMessage, react, type ChangeContext } from './change-message.ts';
import { type HistoryContext, listMessages } from './list-messages.ts';
import { sendMessage } from './send-message.ts';

const tags = ['Messages'];
const chatParams = z.strictObject({ chat_id: idSchema });
const messageParams = z.strictObject({ chat_id: idSchema, message_id: idSchema });
const reactionParams = messageParams.extend({ emoji: emojiSchema });
const givenReactionParams = messageParams.extend({ emoji: givenEmojiSchema });

export type MessageContext = ChangeContext & HistoryContext;

export function messageRoutes(context: MessageContext): Routes {
  return (app) => {
    app.get(
      '/api/chats/:chat_id/messages',
      {
        schema: {
          tags,
          operationId: 'listMessages',
          summary: 'History, a page at a time',
          description: 'Ascending by `seq`. Without a bound the newest page.',
          params: chatParams,
          querystring: messagePageQuerySchema,
          response: { 200: messagePageSchema },
        },
      },
      async (request, reply) => {
        const place = { chatId: request.params.chat_id, callerId: callerOf(request).userId };
        const page = await listMessages(context, place, request.query);
        return reply.type('application/json; charset=utf-8').send(page as never);
      },
    );

    app.post(
      '/api/chats/:chat_id/messages',
      {
        schema: {
          tags,
          operationId: 'sendMessage',
          summary: 'Send a message',
          description: 'With a `clientId` a retry is safe: the same content again answers 200 and the same message.',
          params: chatParams,
          body: sendMessageBodySchema,
          response: { 200: messageSchema, 201: messageSchema },
        },
      },
      async (request, reply) => {
        const { content, clientId = null } = request.body;
        const draft = { chatId: request.params.chat_id, senderId: callerOf(request).userId, clientId, content };
        const { message, isRetry } = await sendMessage(context, draft);
        return reply.code(isRetry ? 200 : 201).send(message);
      },
    );

    changeRoutes(context)(app);
  };
}

function changeRoutes(context: MessageContext): (...app: Parameters<Routes>) => void {
  return (app) => {
    app.patch(
      '/api/chats/:chat_id/messages/:message_id',
      {
        schema: {
          tags,
          operationId: 'editMessage',
          summary: 'Edit my message',
          description:
            'With `baseRev` an edit of a text that moved since is refused with `message-changed` and the message as it is.',
          params: messageParams,
          body: editMessageBodySchema,
          response: { 200: messageSchema },
        },
      },
      (request) => {
        const actor = actorOf(request.params, callerOf(request).userId);
        return editMessage(context, actor, request.body);
      },
    );

    app.delete(
      '/api/chats/:chat_id/messages/:message_id',
      {
        schema: {
          tags,
          operationId: 'deleteMessage',
          summary: 'Delete a message',
          description: 'One’s own; any, for owners and admins of a group. An empty tombstone keeps its place.',
          params: messageParams,
          response: { 200: messageSchema },
        },
      },
      (request) => deleteMessage(context, actorOf(request.params, callerOf(request).userId)),
    );

    for (const on of [true, false]) {
      app.route({
        method: on ? 'PUT' : 'DELETE',
        url: '/api/chats/:chat_id/messages/:message_id/reactions/:emoji',
        schema: {
          tags,
          operationId: on ? 'addReaction' : 'removeReaction',
          summary: on ? 'React to a message' : 'Take a reaction back',
          params: on ? reactionParams : givenReactionParams,
          response: { 200: messageSchema },
        },
        handler: (request) => {
          const { emoji, ...place } = request.params;
          return react(context, actorOf(place, callerOf(request).userId), { emoji, on });
        },
      });
    }
  };
}

function actorOf(
  params: z.infer<typeof messageParams>,
  callerId: string,
): {
  chatId: string;
  messageId: string;
  callerId: string;
} {
  return { chatId: params.chat_id, messageId: params.message_id, callerId };
}
