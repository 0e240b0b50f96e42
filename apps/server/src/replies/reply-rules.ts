import type { Message } from '@confab/protocol';
import { noteActivity } from '../activity/activity-rules.ts';
import { look, type PartRules, refuse } from '../storage/rule.ts';

/**
 * What is quoted is no copy: the reply names its place, and whoever reads the chat reads it there. So it has to be of this chat.
 * One that was deleted meanwhile is no reason to lose the answer to it.
 */
export const replyPart: PartRules<NonNullable<Message['reply']>> = {
  *mayAccept({ seq }, { chatId }) {
    const original = (yield* look(chatId, { seq, inThread: true }))?.message;
    if (original?.kind !== 'text') refuse('invalid-request', 'The message that this replies to is not in this chat.');
  },
  *sent({ seq: answered }, { chat_id: chatId, seq, sender_id: by, created_at: at }) {
    const original = (yield* look(chatId, { seq: answered, inThread: true }))?.message;
    if (original) yield* noteActivity({ kind: 'reply', userIds: [original.sender_id], chatId, seq, by, at });
  },
};
