import { messageSchema } from '../messages/message.ts';
import { operationsOf } from '../operation.ts';
import { anyEmojiSchema, givenEmojiSchema } from './emoji-schema.ts';
import * as reactionPaths from './paths.ts';

export { reactionPaths };

export const reactionOperations = operationsOf('Messages', reactionPaths, {
  addReaction: {
    summary: 'React to a message',
    needs: 'account',
    params: { emoji: anyEmojiSchema },
    answers: { 200: messageSchema },
    errors: ['not-found', 'message-deleted', 'too-many-reactions'],
  },
  removeReaction: {
    summary: 'Take a reaction back',
    needs: 'account',
    params: { emoji: givenEmojiSchema },
    answers: { 200: messageSchema },
    errors: ['not-found', 'message-deleted'],
  },
});
