import { z } from 'zod';
import { timestampSchema } from '../fields.ts';
import { passkeyRequestSchema } from '../passkeys/ceremony.ts';

/** How a log-in goes on: a code of an app, one of the codes that were written down, or a passkey. */
export const secondFactors = ['totp', 'recovery-code', 'passkey'] as const;
export type SecondFactor = (typeof secondFactors)[number];

export const logInChallengeSchema = z.string().regex(/^[\w-]{43}$/, 'not a challenge');

/** What is left to do after the first factor was right. It logs nobody in by itself. */
export const logInStepSchema = z.strictObject({
  /** To be handed back: for one log-in of one person, once. */
  challenge: logInChallengeSchema,
  expiresAt: timestampSchema,
  /** Those that the person has set up. */
  methods: z.array(z.enum(secondFactors)),
  /** Where `methods` has `passkey`: what `navigator.credentials.get` takes as `publicKey`, binary values in base64url. */
  passkey: passkeyRequestSchema.optional(),
});
export type LogInStep = z.infer<typeof logInStepSchema>;
