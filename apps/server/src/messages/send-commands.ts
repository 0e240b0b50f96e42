import { chatMessageCommandSchema, sendCommandSchema } from '@confab/protocol';
import { defineChatCommand, defineCommand } from '../sockets/index.ts';
import { sendMessage, type SendContext } from './send-message.ts';

export function sendCommand(context: SendContext): ReturnType<typeof defineCommand> {
  return defineCommand({
    schema: sendCommandSchema,
    place: ({ chatId, clientId }) => ({ chatId, clientId }),
    async handle(connection, { type: _type, chatId, clientId, content, ...parts }) {
      const { message } = await sendMessage(context, { chatId, senderId: connection.userId, clientId, content, parts });
      const { id, seq, rev, createdAt } = message;
      connection.send({ type: 'ack', chatId: message.chatId, clientId, id, seq, rev, createdAt });
    },
  });
}

export function chatMessageCommand(context: SendContext): ReturnType<typeof defineChatCommand> {
  return defineChatCommand({
    schema: chatMessageCommandSchema,
    place: ({ clientId }) => (clientId === undefined ? {} : { clientId }),
    async handle(connection, { content, clientId = null }, chatId) {
      const sent = await sendMessage(context, { chatId, senderId: connection.userId, clientId, content });
      // A new message reaches the sender with everybody else; a retry was delivered long ago and is answered alone.
      if (sent.isRetry) connection.send({ type: 'message', message: sent.message });
    },
  });
}
