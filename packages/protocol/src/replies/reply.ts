import { z } from 'zod';

/** Of a message that answers another one of its chat: which. What that one says stands there alone, and may change. */
export const replySchema = z.strictObject({ seq: z.int().positive() });
