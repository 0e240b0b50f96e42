import { z } from 'zod';
import { nothingSchema, operationsOf } from '../operation.ts';
import * as mailPaths from './paths.ts';

export { mailPaths };

export const mailOperations = operationsOf('Mail', mailPaths, {
  getMail: {
    summary: 'Where mail to me goes',
    description:
      'Where the server sends any (`mail` in `features`). What it sends me is in my document `notifications`.',
    answers: {
      200: z.strictObject({
        /** Null: the account has none. */
        address: z.string().nullable(),
        /** Whoever reads that mail has said that it is theirs: before that, nothing else is sent there. */
        isConfirmed: z.boolean(),
      }),
    },
  },
  confirmAddress: {
    summary: 'Have a mail sent to my address that asks whether it is mine',
    description: 'Three an hour. 404 for an account without an address, and of a server that sends no mail.',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
});
