import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { statusSchema, timeZoneSchema } from './status.ts';

export const userSchema = z.strictObject({
  id: idSchema,
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  createdAt: timestampSchema,
  /** Has any live connection now. */
  online: z.boolean(),
  lastSeenAt: timestampSchema.nullable(),
  /** The name of their picture: `GET /api/pictures/{picture}?size=96`. Left out where they show none. */
  picture: z.string().optional(),
  /** Left out where they say nothing. */
  status: statusSchema.optional(),
  /** The account was deleted: what stands here is left for what it wrote. */
  deleted: z.literal(true).optional(),
  /** What they are in the place, where that is a guest: they see only the chats that they were put into. */
  guest: z.literal(true).optional(),
  /** Left out where they do not tell. */
  timeZone: timeZoneSchema.optional(),
});
export type User = z.infer<typeof userSchema>;

/** The caller's own account: the only place where an e-mail address appears. */
export const ownUserSchema = userSchema.extend({ email: z.string().nullable() });
export type OwnUser = z.infer<typeof ownUserSchema>;
