import { z } from 'zod';
import { idSchema } from '../fields.ts';

/** The thread is told of on this connection from here on, beginning with a `chats` frame, whether or not the caller follows it. */
export const watchThreadCommandSchema = z.strictObject({ type: z.literal('watch-thread'), chatId: idSchema });
