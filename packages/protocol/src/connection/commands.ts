import { z } from 'zod';
import { idSchema, revSchema } from '../fields.ts';
import { limits } from '../limits.ts';
import { documentsCursorSchema } from '../personal/document.ts';

/** First command of a connection: what the client holds. Chats that it does not name arrive whole. */
export const resumeCommandSchema = z.strictObject({
  type: z.literal('resume'),
  /** The epoch of the `welcome` under which the cursors were learned, null with no cursors. */
  epoch: z.string().max(64).nullable(),
  /** chatId -> rev up to which the client has everything. At most `limits.cursorsMax`. */
  cursors: z.record(idSchema, revSchema).refine((cursors) => Object.keys(cursors).length <= limits.cursorsMax, {
    error: `at most ${limits.cursorsMax} chats`,
  }),
  documents: documentsCursorSchema,
  /** Threads that the caller follows are chats among the others. Left out, nothing is told of them. */
  threads: z.literal(true).optional(),
  /** Who types is told of in the caller's small chats, open or not. Left out, in those that are open. */
  typing: z.literal(true).optional(),
  /** `receipts` is told of open chats, in the place of other people's `read`. */
  receipts: z.literal(true).optional(),
});

export const pingCommandSchema = z.strictObject({ type: z.literal('ping') });
