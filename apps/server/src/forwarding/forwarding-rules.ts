import type { Message } from '@confab/protocol';
import { lookAtMessage, notFoundDetail, type PartRules, refuse } from '../storage/rule.ts';

/**
 * Whoever forwards sees the original at that moment, and passes on what it says: nobody puts words into another's mouth. What
 * becomes of the original later changes nothing about the copy, which has another chat's members for its readers.
 */
export const forwardedPart: PartRules<NonNullable<Message['forwarded']>> = {
  *mayAccept({ chatId, seq }, { senderId, content }) {
    const { message } = yield* lookAtMessage({ chatId, seq, actorId: senderId });
    if (message.kind !== 'text' || message.deleted_at !== null) refuse('not-found', notFoundDetail);
    if (message.content !== content) {
      refuse('invalid-request', 'The message was changed meanwhile, or this is not what it says. Forward it again.');
    }
  },
};
