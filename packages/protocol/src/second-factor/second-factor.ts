import { z } from 'zod';
import { limits } from '../limits.ts';
import { passkeyAssertionSchema, passkeySchema } from '../passkeys/ceremony.ts';
import { logInChallengeSchema } from './log-in-step.ts';

/** Six digits, as apps show them: in two groups, too. */
export const totpCodeSchema = z
  .string()
  .max(16)
  .transform((code) => code.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'six digits'));
/** As it was written down: case, spaces and dashes do not matter. */
const recoveryCodeSchema = z.string().min(1).max(64);

export const secondStepBodySchema = z
  .strictObject({
    /** Left out by a browser, which has it in a cookie. */
    challenge: logInChallengeSchema.optional(),
    code: totpCodeSchema.optional(),
    recoveryCode: recoveryCodeSchema.optional(),
    passkey: passkeyAssertionSchema.optional(),
  })
  .refine(
    ({ code, recoveryCode, passkey }) =>
      [code, recoveryCode, passkey].filter((given) => given !== undefined).length === 1,
    'one of code, recoveryCode and passkey',
  );
export type SecondStepBody = z.infer<typeof secondStepBodySchema>;

/**
 * Shows that it is the person who asks. Needed but within ten minutes of a log-in. An account without a password logs in
 * again instead.
 */
export const proofSchema = z.strictObject({ currentPassword: z.string().min(1).max(limits.passwordMax).optional() });
export type Proof = z.infer<typeof proofSchema>;

export const mySecondFactorSchema = z.strictObject({
  /** Codes of an app are set up. */
  totp: z.boolean(),
  /** The newest first. */
  passkeys: z.array(passkeySchema),
  recoveryCodesLeft: z.int().nonnegative(),
  /** My role needs a second factor: the last one can't be removed. */
  isRequired: z.boolean(),
  /** What the next change takes: nothing, `currentPassword`, or another log-in. */
  proof: z.enum(['none', 'password', 'log-in']),
  /** Passkeys belong to a name; at an address of numbers there are none. */
  hasPasskeys: z.boolean(),
});
export type MySecondFactor = z.infer<typeof mySecondFactorSchema>;

export const totpStartSchema = z.strictObject({
  /** Base32, for those who type it. */
  secret: z.string(),
  /** `otpauth://totp/…`, for a QR code. */
  uri: z.string(),
});

/** Null where there were some before. They are told once. */
const newCodesSchema = z.array(z.string()).nullable();
export const factorAddedSchema = z.strictObject({ recoveryCodes: newCodesSchema });
export const passkeyAddedSchema = z.strictObject({ passkey: passkeySchema, recoveryCodes: newCodesSchema });
export const recoveryCodesSchema = z.strictObject({ recoveryCodes: z.array(z.string()) });
