import { z } from 'zod';
import { roleSchema } from '../chats/role.ts';
import { idSchema } from '../fields.ts';

/** What a system message says, for programs; its `content` says the same in English. */
export const systemEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('members-added'), userIds: z.array(idSchema) }),
  z.strictObject({ type: z.literal('member-removed'), userId: idSchema }),
  z.strictObject({ type: z.literal('member-left'), userId: idSchema }),
  z.strictObject({ type: z.literal('role-changed'), userId: idSchema, role: roleSchema }),
  z.strictObject({ type: z.literal('renamed'), name: z.string() }),
]);
export type SystemEvent = z.infer<typeof systemEventSchema>;
