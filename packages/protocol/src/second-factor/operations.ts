import { signedInSchema } from '../accounts/requests.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { z } from 'zod';
import { logInStepSchema } from './log-in-step.ts';
import * as secondFactorPaths from './paths.ts';
import {
  factorAddedSchema,
  mySecondFactorSchema,
  proofSchema,
  recoveryCodesSchema,
  secondStepBodySchema,
  totpCodeSchema,
  totpStartSchema,
} from './second-factor.ts';

export { secondFactorPaths };

export const secondFactorOperations = operationsOf('Second factor', secondFactorPaths, {
  readLogInStep: {
    summary: 'What is left to do of the log-in that this browser has begun',
    description:
      'After `second-factor-pending`, by the cookie that came with it: for a page that was loaded anew, or that another log-in led back to.',
    isPublic: true,
    answers: { 200: logInStepSchema },
    errors: ['log-in-over'],
  },
  finishLogIn: {
    summary: 'Log in: the second step',
    description:
      'After `second-factor-pending`, with its `challenge`: within ten minutes, five tries, once. Each code of an app and each recovery code works once.',
    isPublic: true,
    body: secondStepBodySchema,
    answers: { 200: signedInSchema },
    errors: [
      'wrong-code',
      'passkey-refused',
      'log-in-over',
      'forbidden',
      'awaiting-approval',
      'account-deactivated',
      'banned',
    ],
  },
  getSecondFactor: {
    summary: 'How I log in, beside my password',
    needs: 'account',
    whileRestricted: true,
    answers: { 200: mySecondFactorSchema },
  },
  startTotp: {
    summary: 'Begin to set up codes of an app',
    needs: 'account',
    description:
      'RFC 6238: SHA-1, six digits, 30 s. Nothing is asked for before a code was confirmed; begun anew, the last one counts.',
    whileRestricted: true,
    body: proofSchema,
    answers: { 200: totpStartSchema },
    errors: ['forbidden'],
  },
  confirmTotp: {
    summary: 'Set up codes of an app',
    needs: 'account',
    description:
      'From now on a log-in asks for one. In the place of those of another app, if there were some. The first second factor ends all my other sessions.',
    whileRestricted: true,
    body: z.strictObject({ code: totpCodeSchema }),
    answers: { 200: factorAddedSchema },
    errors: ['wrong-code', 'not-found'],
  },
  removeTotp: {
    summary: 'Ask for codes of an app no more',
    needs: 'account',
    body: proofSchema,
    answers: { 204: nothingSchema },
    errors: ['forbidden', 'not-found', 'last-second-factor'],
  },
  makeRecoveryCodes: {
    summary: 'Make ten new recovery codes',
    needs: 'account',
    description: 'For who has a second factor. Those of before work no more. They are told here and never again.',
    body: proofSchema,
    answers: { 200: recoveryCodesSchema },
    errors: ['forbidden', 'not-found'],
  },
  removeSecondFactorOf: {
    summary: 'Take somebody’s second factor away',
    description: 'Of somebody who lost it: their codes, passkeys and sessions end. Of nobody of a role above mine.',
    needs: 'manage-people',
    answers: { 204: nothingSchema },
    errors: ['forbidden', 'not-found'],
  },
});
