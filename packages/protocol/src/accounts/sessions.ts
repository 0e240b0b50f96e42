import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';

export const sessionSchema = z.strictObject({
  id: idSchema,
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
  userAgent: z.string().nullable(),
  /** The one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;
export const sessionListSchema = z.strictObject({ sessions: z.array(sessionSchema) });

export const jwtSchema = z.strictObject({ token: z.string(), expiresAt: timestampSchema });
export const ticketSchema = z.strictObject({ ticket: z.string(), expiresAt: timestampSchema });
/** The public keys, as RFC 7517 has them. */
export const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });
