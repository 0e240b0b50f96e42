import { z } from 'zod';
import { limits } from '../limits.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import * as mailPaths from './paths.ts';

export { mailPaths };

export const mailOperations = operationsOf('Mail', mailPaths, {
  getMail: {
    summary: 'Where mail to me goes',
    needs: 'account',
    description:
      'Where the server sends any (`mail` in `features`). What it sends me is in my document `notifications`.',
    answers: {
      200: z.strictObject({
        /** Null: the account has none. */
        address: z.string().nullable(),
        /** Whoever reads that mail has said that it is theirs: before that, nothing else is sent there. */
        isConfirmed: z.boolean(),
        /** What was asked for to be the address, until its reader says so; for a day. */
        asked: z.string().optional(),
      }),
    },
  },
  changeAddress: {
    summary: 'Have another address, or none',
    needs: 'account',
    description:
      'A mail is sent there, and it takes the place of the one before once its reader says that it is theirs, within a day. The one before is told. ' +
      'Nothing says whether somebody else has it. Null takes the address away at once. With the password, three addresses an hour. ' +
      '404 of a server that sends no mail. `mail-address` in `features`.',
    body: z.strictObject({
      address: z.email('not an e-mail address').max(limits.emailMax).nullable(),
      currentPassword: z.string().min(1).max(limits.passwordMax),
    }),
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  confirmAddress: {
    summary: 'Have a mail sent to my address that asks whether it is mine',
    needs: 'account',
    description: 'Three an hour. 404 for an account without an address, and of a server that sends no mail.',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
});
