import { z } from 'zod';
import { idSchema } from '../fields.ts';

export const typingCommandSchema = z.strictObject({ type: z.literal('typing'), chatId: idSchema });

/** The same on the socket of one chat. */
export const chatTypingCommandSchema = z.strictObject({ type: z.literal('typing') });
