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
    description:
      'Ascending by `seq`. Without a bound the newest page. With `If-None-Match` 304, as long as it is the same.',
    query: messagePageQuerySchema,
    answers: { 200: messagePageSchema },
    headers: { ETag: 'Of the page, for `If-None-Match`.' },
    errors: ['not-found'],
  },
  sendMessage: {
    summary: 'Send a message',
    needs: 'account',
    description: 'With a `clientId` a retry is safe: the same content again answers 200 and the same message.',
    body: sendMessageBodySchema,
    answers: { 200: messageSchema, 201: messageSchema },
    errors: [
      'not-found',
      'forbidden',
      'client-id-reused',
      'message-deleted',
      'muted',
      'slow-mode',
      'words-not-allowed',
      'held-for-review',
    ],
    command: sendCommandSchema,
  },
  editMessage: {
    summary: 'Edit my message',
    needs: 'account',
    description:
      'With `baseRev` an edit of a text that moved since is refused with `message-changed` and the message as it is.',
    body: editMessageBodySchema,
    answers: { 200: messageSchema },
    errors: ['not-found', 'forbidden', 'message-changed', 'message-deleted', 'muted', 'words-not-allowed'],
  },
  deleteMessage: {
    summary: 'Delete a message',
    needs: 'account',
    description:
      'One’s own; any, for owners and admins of a group and, in public ones, moderators of the place. An empty tombstone keeps ' +
      'its place, and `removed` says that it was not its sender.',
    answers: { 200: messageSchema },
    errors: ['not-found', 'forbidden'],
  },
});
