import { z } from 'zod';
import { idSchema } from '../fields.ts';

export const typingEventSchema = z.strictObject({ type: z.literal('typing'), chatId: idSchema, userId: idSchema });

/** The same on the socket of one chat. */
export const chatTypingEventSchema = z.strictObject({ type: z.literal('typing'), userId: idSchema });
