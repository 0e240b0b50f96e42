import { z } from 'zod';
import { idSchema, pageLimitSchema, seqSchema, timestampSchema, wholeNumberSchema, withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { messagePageQuerySchema } from '../messages/requests.ts';

/** Of a compliance access, in hours. */
export const accessHoursMax = 72;

const accessSchema = z.strictObject({ by: idSchema, until: timestampSchema });

/** A group from outside: nothing of what is in it. */
const listedGroupSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  visibility: z.enum(['public', 'private']),
  /** Only its owners and admins write, and nobody finds it. */
  isArchived: z.boolean(),
  memberCount: z.int().nonnegative(),
  /** Those who can still log in: none, and it is an orphan. At most three are named. */
  owners: z.array(z.strictObject({ id: idSchema, displayName: z.string() })),
  createdAt: timestampSchema,
  /** Of the newest message. */
  lastActiveAt: timestampSchema,
  /** As long as somebody reads it for compliance. */
  access: accessSchema.nullable(),
});
export type ListedGroup = z.infer<typeof listedGroupSchema>;

export const listedGroupQuerySchema = z.strictObject({
  /** This one alone. */
  id: idSchema.optional(),
  /** A part of the name, without regard to case. */
  query: z.string().trim().max(limits.chatNameMax).regex(withoutNul, 'no NUL characters').optional(),
  visibility: z.enum(['public', 'private']).optional(),
  /** `yes`: only those without an owner who can log in. */
  orphaned: z.literal('yes').optional(),
  limit: pageLimitSchema,
  cursor: z.string().max(2_048).optional(),
});
export type ListedGroupQuery = z.infer<typeof listedGroupQuerySchema>;

export const listedGroupsSchema = z.strictObject({
  groups: z.array(listedGroupSchema),
  nextCursor: z.string().nullable(),
});
export type ListedGroups = z.infer<typeof listedGroupsSchema>;

export const handOverSchema = z.strictObject({ userId: idSchema });

/** Its members see who opened it, until when, and why. */
export const openGroupSchema = z.strictObject({
  reason: z.string().trim().min(10).max(500).regex(withoutNul, 'no NUL characters'),
  hours: z.int().min(1).max(accessHoursMax),
});
export const openedGroupSchema = z.strictObject({ until: timestampSchema });

export const openGroupQuerySchema = messagePageQuerySchema.extend({
  /** The thread under this message, instead of the group itself. */
  thread: wholeNumberSchema.pipe(seqSchema).optional(),
});
export type OpenGroupQuery = z.infer<typeof openGroupQuerySchema>;
