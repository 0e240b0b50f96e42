import { z } from 'zod';
import { signedInSchema } from '../accounts/requests.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { passkeyAddedSchema, proofSchema } from '../second-factor/second-factor.ts';
import {
  passkeyAssertionSchema,
  passkeyAttestationSchema,
  passkeyCreationSchema,
  passkeyNameSchema,
  passkeyRequestSchema,
} from './ceremony.ts';
import * as passkeyPaths from './paths.ts';

export { passkeyPaths };

export const passkeyOperations = operationsOf('Passkeys', passkeyPaths, {
  startPasskeyLogIn: {
    summary: 'Begin to log in with a passkey alone',
    description:
      'Answers what `navigator.credentials.get` takes as `publicKey`, binary values in base64url. For five minutes.',
    isPublic: true,
    answers: { 200: passkeyRequestSchema },
    errors: ['forbidden'],
  },
  logInWithPasskey: {
    summary: 'Log in with a passkey alone',
    description:
      'It counts as two factors, since the device asks who it is: a passkey whose device did not is refused, and does as the second step of a log-in. ' +
      'So it does alone for whoever comes by a provider and has no password: `provider-first`.',
    isPublic: true,
    body: passkeyAssertionSchema,
    answers: { 200: signedInSchema },
    errors: ['provider-first', 'passkey-refused', 'log-in-over', 'awaiting-approval', 'account-deactivated', 'banned'],
  },
  startPasskey: {
    summary: 'Begin to set up a passkey',
    needs: 'account',
    description:
      'Answers what `navigator.credentials.create` takes as `publicKey`, binary values in base64url. For five minutes.',
    whileRestricted: true,
    body: proofSchema,
    answers: { 200: passkeyCreationSchema },
    errors: ['forbidden', 'too-many-passkeys'],
  },
  addPasskey: {
    summary: 'Set up a passkey',
    needs: 'account',
    description:
      'From now on it logs me in alone, and a log-in with the password asks for it or another second factor. The first second factor ends all my other sessions.',
    whileRestricted: true,
    body: z.strictObject({ name: passkeyNameSchema, credential: passkeyAttestationSchema }),
    answers: { 201: passkeyAddedSchema },
    errors: ['passkey-refused', 'passkey-known', 'too-many-passkeys'],
  },
  renamePasskey: {
    summary: 'Call a passkey of mine something else',
    needs: 'account',
    body: z.strictObject({ name: passkeyNameSchema }),
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  removePasskey: {
    summary: 'Remove a passkey of mine',
    needs: 'account',
    body: proofSchema,
    answers: { 204: nothingSchema },
    errors: ['forbidden', 'not-found', 'last-second-factor'],
  },
});
