import { operationsOf } from '../operation.ts';
import { sendCommandSchema } from './commands.ts';
import { messageSchema } from './message.ts';
import * as messagePaths from './paths.ts';
import { editMessageBodySchema, messagePageQuerySchema, messagePageSchema, sendMessageBodySchema } from './requests.ts';

export { messagePaths };

export const messageOperations = operationsOf('Messages', messagePaths, {
  listMessages: {
    summary: 'History, a page at a time',
    needs: 'account',
    description: 'Ascending by `seq`. Without a bound the newest page.',
    query: messagePageQuerySchema,
    answers: { 200: messagePageSchema },
    errors: ['not-found'],
  },
  sendMessage: {
    summary: 'Send a message',
    needs: 'account',
    description: 'With a `clientId` a retry is safe: the same content again answers 200 and the same message.',
    body: sendMessageBodySchema,
    answers: { 200: messageSchema, 201: messageSchema },
    errors: ['not-found', 'forbidden', 'client-id-reused', 'message-deleted'],
    command: sendCommandSchema,
  },
  editMessage: {
    summary: 'Edit my message',
    needs: 'account',
    description:
      'With `baseRev` an edit of a text that moved since is refused with `message-changed` and the message as it is.',
    body: editMessageBodySchema,
    answers: { 200: messageSchema },
    errors: ['not-found', 'forbidden', 'message-changed', 'message-deleted'],
  },
  deleteMessage: {
    summary: 'Delete a message',
    needs: 'account',
    description: 'One’s own; any, for owners and admins of a group. An empty tombstone keeps its place.',
    answers: { 200: messageSchema },
    errors: ['not-found', 'forbidden'],
  },
});
