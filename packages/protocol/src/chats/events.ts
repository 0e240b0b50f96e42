import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { chatSchema } from './chat.ts';

/** Chats that the client did not name in `resume`, or has just become a member of. */
export const chatsEventSchema = z.strictObject({ type: z.literal('chats'), chats: z.array(chatSchema) });

/** You are no member of this chat any more, or it is gone. */
export const chatRemovedEventSchema = z.strictObject({ type: z.literal('chat-removed'), chatId: idSchema });
