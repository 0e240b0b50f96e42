import { z } from 'zod';
import { idSchema, pageLimitSchema, timestampSchema } from '../fields.ts';
import { textSchema } from '../text/name-schema.ts';

const restrictionKindSchema = z.enum(['warning', 'mute', 'ban']);
export type RestrictionKind = z.infer<typeof restrictionKindSchema>;

const reasonMax = 500;

/** Said to whom it is about. `until` null: for good; a warning has no end. A mute has one. */
export const newRestrictionSchema = z
  .strictObject({
    kind: restrictionKindSchema,
    reason: textSchema(reasonMax).min(1, 'say why'),
    until: timestampSchema.nullable().default(null),
  })
  .refine(({ kind, until }) => kind !== 'mute' || until !== null, { path: ['until'], message: 'say until when' })
  .refine(({ kind, until }) => kind !== 'warning' || until === null, {
    path: ['until'],
    message: 'a warning has no end',
  });
export type NewRestriction = z.infer<typeof newRestrictionSchema>;

/** Of all who came by an invitation. */
export const banInvitedBodySchema = z.strictObject({
  reason: textSchema(reasonMax).min(1, 'say why'),
  until: timestampSchema.nullable().default(null),
});

export const restrictionSchema = z.strictObject({
  id: idSchema,
  userId: idSchema,
  kind: restrictionKindSchema,
  reason: z.string(),
  by: idSchema,
  at: timestampSchema,
  until: timestampSchema.nullable(),
  /** Taken back. */
  lifted: z.strictObject({ by: idSchema, at: timestampSchema }).nullable(),
  /** Of a warning: when the person confirmed that they have read it. */
  confirmedAt: timestampSchema.nullable(),
  /** Of a ban of all who came by an invitation: which. */
  invitationId: idSchema.nullable(),
});
export type Restriction = z.infer<typeof restrictionSchema>;

export const restrictionListQuerySchema = z.strictObject({
  /** Of this person alone. */
  user_id: idSchema.optional(),
  /** Only those that hold now. */
  state: z.enum(['now', 'all']).default('now'),
  limit: pageLimitSchema,
  cursor: z.string().min(1).max(200).optional(),
});
export type RestrictionListQuery = z.infer<typeof restrictionListQuerySchema>;

export const restrictionListSchema = z.strictObject({
  restrictions: z.array(restrictionSchema),
  nextCursor: z.string().nullable(),
});
