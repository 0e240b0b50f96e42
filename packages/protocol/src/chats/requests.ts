import { z } from 'zod';
import { idSchema, timestampSchema, wholeNumberSchema } from '../fields.ts';
import { limits } from '../limits.ts';
import { serverLimits } from '../server-limits.ts';
import { nameSchema } from '../text/name-schema.ts';
import { chatSchema } from './chat.ts';
import { roleSchema } from './role.ts';

const chatNameSchema = nameSchema(limits.chatNameMax);

export const createChatBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('direct'), memberIds: z.array(idSchema).length(1, 'exactly one person') }),
  z.strictObject({
    kind: z.literal('group'),
    name: chatNameSchema,
    /** `public`: anybody of the place finds it and joins. Where `features` has `groups`. */
    visibility: z.enum(['public', 'private']).optional(),
    memberIds: z.array(idSchema).max(serverLimits.membersPerRequest),
  }),
]);
export type CreateChatBody = z.infer<typeof createChatBodySchema>;
export const chatListQuerySchema = z.strictObject({
  limit: wholeNumberSchema.pipe(z.int().min(1).max(serverLimits.chatsPerPageMax)).default(serverLimits.chatsPerPageMax),
  cursor: z.string().min(1).max(256).optional(),
});
export type ChatListQuery = z.infer<typeof chatListQuerySchema>;
export const chatListSchema = z.strictObject({ chats: z.array(chatSchema), nextCursor: z.string().nullable() });
export type ChatList = z.infer<typeof chatListSchema>;
/** `userId` removed the caller; `chatName` as it was then, null where that is not kept any more. */
export const removalSchema = z.strictObject({ userId: idSchema, at: timestampSchema, chatName: z.string().nullable() });
export type Removal = z.infer<typeof removalSchema>;
export const renameChatBodySchema = z.strictObject({ name: chatNameSchema });
export const addMembersBodySchema = z.strictObject({
  userIds: z.array(idSchema).min(1).max(serverLimits.membersPerRequest),
});
export const changeRoleBodySchema = z.strictObject({ role: roleSchema });
