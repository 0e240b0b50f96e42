import { z } from 'zod';
import { idSchema, seqSchema } from '../fields.ts';

/** Everything up to `seq` is read. */
export const readCommandSchema = z.strictObject({ type: z.literal('read'), chatId: idSchema, seq: seqSchema });
