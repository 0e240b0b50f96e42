import { z } from 'zod';
import { userSchema } from '../accounts/user.ts';
import { pageLimitSchema } from '../fields.ts';
import { operationsOf } from '../operation.ts';
import * as receiptPaths from './paths.ts';

export { receiptPaths };
export { type Receipt, receiptMembersMax } from './receipt.ts';

const readersQuerySchema = z.strictObject({
  /** Who has read it, or who was there when it was sent and has not. */
  state: z.enum(['read', 'unread']).default('read'),
  limit: pageLimitSchema,
  cursor: z.string().max(8_192).optional(),
});
export type ReadersQuery = z.infer<typeof readersQuerySchema>;

const readersSchema = z.strictObject({
  /** By display name. */
  users: z.array(userSchema),
  /** Of all pages. */
  counts: z.strictObject({ read: z.int().nonnegative(), unread: z.int().nonnegative() }),
  nextCursor: z.string().nullable(),
});
export type Readers = z.infer<typeof readersSchema>;

export const receiptOperations = operationsOf('Receipts', receiptPaths, {
  listReaders: {
    summary: 'Who has read a message, or has not',
    needs: 'account',
    description:
      'For members of its chat who show their own receipts. Of those who were members when it was sent, without its sender, the caller and whoever hides receipts. Messages of threads have none.',
    query: readersQuerySchema,
    answers: { 200: readersSchema },
    errors: ['not-found', 'forbidden', 'message-deleted'],
  },
});
