import { z } from 'zod';
import { idSchema } from '../fields.ts';

/** Of a thread that this connection is told of: I follow it now, or no more, on all of my devices. */
export const followingEventSchema = z.strictObject({
  type: z.literal('following'),
  chatId: idSchema,
  following: z.boolean(),
});
