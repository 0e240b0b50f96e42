import { chatSchema } from '../chats/chat.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { watchThreadCommandSchema } from './commands.ts';
import * as threadPaths from './paths.ts';

export { threadPaths };

export const threadOperations = operationsOf('Threads', threadPaths, {
  openThread: {
    summary: 'The thread of a message',
    needs: 'account',
    description: 'A chat of the kind `thread`, made where there is none. Its `members` are those who follow it.',
    answers: { 200: chatSchema },
    errors: ['not-found', 'forbidden', 'message-deleted'],
    command: watchThreadCommandSchema,
  },
  followThread: {
    summary: 'Follow a thread',
    needs: 'account',
    description:
      'It counts as unread, and comes over the socket, as a chat does. Whoever writes in one, or is mentioned there, follows it.',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  unfollowThread: {
    summary: 'Follow a thread no more',
    needs: 'account',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
});
