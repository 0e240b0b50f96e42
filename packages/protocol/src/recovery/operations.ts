import { z } from 'zod';
import { signedInSchema, passwordSchema } from '../accounts/requests.ts';
import { timestampSchema, withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { linkPurposes } from './link.ts';
import * as recoveryPaths from './paths.ts';

export { recoveryPaths };

const tokenSchema = z.string().regex(/^[\w-]{43}$/, 'the token of a link');

export const recoveryOperations = operationsOf('Accounts', recoveryPaths, {
  askForLink: {
    summary: 'Have a link mailed to me that lets me in',
    description:
      'To the confirmed e-mail address of the account, where there is one; the answer is the same for each name, and comes as soon. Holds once: ' +
      '`reset` for an hour, `log-in` for 15 minutes. 404 of a server that sends no mail (`log-in-links` in `features`).',
    isPublic: true,
    body: z.strictObject({
      /** The username or the e-mail address. */
      username: z.string().trim().min(1).max(limits.emailMax).regex(withoutNul, 'no NUL characters'),
      purpose: z.enum(linkPurposes),
    }),
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  lookAtLink: {
    summary: 'What a link is for',
    description: 'Looking does not use it up.',
    isPublic: true,
    body: z.strictObject({ token: tokenSchema }),
    answers: {
      200: z.strictObject({
        purpose: z.enum(linkPurposes),
        username: z.string(),
        expiresAt: timestampSchema,
        /** Nobody has logged in to the account yet: its person chooses their first password. */
        isFirst: z.boolean(),
      }),
    },
    errors: ['link-used-up'],
  },
  useLink: {
    summary: 'Use a link: log in, or choose a new password',
    description:
      'With `newPassword` for one of the purpose `reset`: all sessions of the account end, and the person is told. Then, as after any other log-in, a second ' +
      'factor is asked for where the account has one.',
    isPublic: true,
    body: z.strictObject({ token: tokenSchema, newPassword: passwordSchema.optional() }),
    answers: { 200: signedInSchema },
    errors: [
      'link-used-up',
      'forbidden',
      'account-deactivated',
      'awaiting-approval',
      'awaiting-confirmation',
      'banned',
      'second-factor-pending',
      'log-in-over',
    ],
  },
  makeResetLink: {
    summary: 'Make a link by which somebody chooses a new password',
    needs: 'manage-people',
    description:
      'For whoever can’t be mailed one: handed over by an admin, it holds once, for a day. Of nobody of one’s own role or a higher one.',
    answers: { 201: z.strictObject({ token: z.string(), expiresAt: timestampSchema }) },
    errors: ['not-found', 'forbidden'],
  },
});
