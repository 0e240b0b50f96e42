import { z } from 'zod';
import { idSchema } from '../fields.ts';

/**
 * Of a message that was forwarded: where the original stands. Who wrote it, and in which chat, is told there, to whoever is in
 * that chat; to all others it is an id that leads nowhere.
 */
export const forwardedSchema = z.strictObject({ chatId: idSchema, seq: z.int().positive() });
