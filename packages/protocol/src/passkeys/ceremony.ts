import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { nameSchema } from '../text/name-schema.ts';

// The names are those of WebAuthn (https://www.w3.org/TR/webauthn-3/), its bytes base64url.

const bytesSchema = (max: number) =>
  z
    .string()
    .regex(/^[\w-]+$/, 'base64url')
    .max(max);
/** At most 1,023 bytes. */
const credentialIdSchema = bytesSchema(1_364);
const transportsSchema = z.array(z.string().min(1).max(32)).max(8);
const credentialSchema = z.strictObject({
  type: z.literal('public-key'),
  id: credentialIdSchema,
  transports: transportsSchema.optional(),
});
const verificationSchema = z.enum(['required', 'preferred', 'discouraged']);

/** What `navigator.credentials.get` takes as `publicKey`. */
export const passkeyRequestSchema = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  userVerification: verificationSchema,
  /** Empty: whichever of this place the browser knows. */
  allowCredentials: z.array(credentialSchema),
});
export type PasskeyRequest = z.infer<typeof passkeyRequestSchema>;

/** What `navigator.credentials.create` takes as `publicKey`. */
export const passkeyCreationSchema = z.strictObject({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(credentialSchema),
  authenticatorSelection: z.strictObject({ residentKey: verificationSchema, userVerification: verificationSchema }),
  attestation: z.literal('none'),
});
export type PasskeyCreation = z.infer<typeof passkeyCreationSchema>;

/** What `navigator.credentials.get` gave. */
export const passkeyAssertionSchema = z.strictObject({
  id: credentialIdSchema,
  clientDataJSON: bytesSchema(8_192),
  authenticatorData: bytesSchema(8_192),
  signature: bytesSchema(8_192),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertionSchema>;

/** What `navigator.credentials.create` gave. */
export const passkeyAttestationSchema = z.strictObject({
  id: credentialIdSchema,
  clientDataJSON: bytesSchema(8_192),
  attestationObject: bytesSchema(65_536),
  transports: transportsSchema,
});
export type PasskeyAttestation = z.infer<typeof passkeyAttestationSchema>;

const passkeyNameMax = 60;
export const passkeyNameSchema = nameSchema(passkeyNameMax);

export const passkeySchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  createdAt: timestampSchema,
  lastUsedAt: timestampSchema.nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;
