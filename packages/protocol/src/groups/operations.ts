import { z } from 'zod';
import { chatSchema } from '../chats/chat.ts';
import { idSchema, wholeNumberSchema, withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { pictureHashSchema } from '../pictures/picture.ts';
import type { Needs } from '../place/permissions.ts';
import { type GroupSettings, groupSettingsSchema } from './group.ts';
import * as groupPaths from './paths.ts';

export { groupPaths };

/** What anybody of the place sees of a public group. */
const publicGroupSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  memberCount: z.int().nonnegative(),
  /** The caller is in it. */
  isMember: z.boolean(),
  /** The name of its picture, where it shows one. */
  picture: pictureHashSchema.optional(),
});
export type PublicGroup = z.infer<typeof publicGroupSchema>;

const publicGroupListQuerySchema = z.strictObject({
  /** A part of the name, without regard to case. */
  query: z.string().trim().max(limits.chatNameMax).regex(withoutNul, 'no NUL characters').optional(),
  limit: wholeNumberSchema.pipe(z.int().min(1).max(50)).default(20),
  cursor: z.string().max(2_048).optional(),
});
export type PublicGroupListQuery = z.infer<typeof publicGroupListQuerySchema>;

const publicGroupListSchema = z.strictObject({
  groups: z.array(publicGroupSchema),
  nextCursor: z.string().nullable(),
});
export type PublicGroupList = z.infer<typeof publicGroupListSchema>;

export const groupOperations = operationsOf('Groups', groupPaths, {
  changeGroup: {
    summary: 'Change settings of a group',
    needs: 'account',
    description:
      'For owners and admins. What is left out stays. A system message tells of it, and `parts` of the chat say it.',
    needsOf: ({ visibility }: GroupSettings): Needs[] => (visibility === 'public' ? ['create-public-groups'] : []),
    body: groupSettingsSchema.refine((changes) => Object.keys(changes).length > 0, 'something to change'),
    answers: { 204: nothingSchema },
    errors: ['words-not-allowed', 'not-found', 'forbidden', 'chat-is-direct'],
  },
  listPublicGroups: {
    summary: 'Groups that anybody may join, by name',
    needs: 'join-public-groups',
    query: publicGroupListQuerySchema,
    answers: { 200: publicGroupListSchema },
  },
  joinGroup: {
    summary: 'Join a public group',
    needs: 'join-public-groups',
    description:
      'Whoever was removed from it comes back when somebody in it adds them. 404 for a private one, as for none.',
    answers: { 200: chatSchema },
    errors: ['not-found', 'forbidden'],
  },
});
