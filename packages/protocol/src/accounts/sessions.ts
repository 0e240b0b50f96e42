import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';

export const sessionSchema = z.strictObject({
  id: idSchema,
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
  userAgent: z.string().nullable(),
  /** The one that asks. */
  current: z.boolean(),
  /** To the hour: it is not written with each request. Left out by servers that do not tell. */
  lastUsedAt: timestampSchema.optional(),
  /** The network address that it was last opened from: for its person alone. Left out where it is not known. */
  address: z.string().optional(),
  /** Whether that is in the network of the one that asks, or in a private one of this server’s. */
  network: z.enum(['same', 'private', 'other']).optional(),
  /** It came from a device that was new to the account, and nobody said yet that it was them. */
  isNew: z.literal(true).optional(),
});
export type Session = z.infer<typeof sessionSchema>;
export const endSessionsQuerySchema = z.strictObject({ keep: z.literal('current').optional() });
export const sessionListSchema = z.strictObject({ sessions: z.array(sessionSchema) });

export const jwtSchema = z.strictObject({ token: z.string(), expiresAt: timestampSchema });
export const ticketSchema = z.strictObject({ ticket: z.string(), expiresAt: timestampSchema });
/** The public keys, as RFC 7517 has them. */
export const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });
