import { z } from 'zod';
import { messageSchema } from '../messages/message.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import * as pinPaths from './paths.ts';
import { pinningSchema } from './pin.ts';

export { pinPaths };

const whoMay = 'For members of a direct chat, owners and admins of a group, and everybody where the group says so.';

export const pinOperations = operationsOf('Pins', pinPaths, {
  pinMessage: {
    summary: 'Pin a message',
    needs: 'account',
    description: `${whoMay} At most 50 in a chat. A system message tells of it.`,
    answers: { 200: messageSchema },
    errors: ['not-found', 'forbidden', 'message-deleted', 'too-many-pins'],
  },
  unpinMessage: {
    summary: 'Unpin a message',
    needs: 'account',
    description: whoMay,
    answers: { 200: messageSchema },
    errors: ['not-found', 'forbidden'],
  },
  listPins: {
    summary: 'The pinned messages of a chat, the last pinned first',
    needs: 'account',
    answers: { 200: z.strictObject({ messages: z.array(messageSchema) }) },
    errors: ['not-found'],
  },
  setPinning: {
    summary: 'Say who pins messages in a group',
    needs: 'account',
    description: 'For owners and admins. A system message tells of it, and `parts.pinning` of the chat says it.',
    body: z.strictObject({ pinning: pinningSchema }),
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct'],
  },
});
