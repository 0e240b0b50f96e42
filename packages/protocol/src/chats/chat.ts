import { z } from 'zod';
import { userSchema } from '../accounts/user.ts';
import { chatParts } from '../features.ts';
import { idSchema, timestampSchema } from '../fields.ts';
import { messageSchema } from '../messages/message.ts';
import { roleSchema } from './role.ts';

export const memberSchema = z.strictObject({
  user: userSchema,
  role: roleSchema,
  joinedAt: timestampSchema,
  /** Everything up to this `seq` is read. Only moves forward. */
  readSeq: z.int().nonnegative(),
});
export type Member = z.infer<typeof memberSchema>;

/** What features keep of a chat. Newer servers may know more of them. */
const chatPartsSchema = z.looseObject(chatParts);
export type ChatParts = z.infer<z.ZodObject<typeof chatParts>>;

/** A chat as one of its members sees it. */
export const chatSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['direct', 'group', 'thread']),
  /** `null` for a direct chat: show the other person's name. Of notes to oneself, where there is nobody else, it has one. */
  name: z.string().nullable(),
  members: z.array(memberSchema),
  createdBy: idSchema,
  createdAt: timestampSchema,
  /** `seq` of the newest message, 0 in an empty chat. */
  lastSeq: z.int().nonnegative(),
  /** Number of the newest change, 0 in an empty chat. */
  rev: z.int().nonnegative(),
  /** Messages after the viewer's read position that are not theirs, not deleted and not system messages. */
  unread: z.int().nonnegative(),
  /** Those of them that mention the viewer (D33). Left out by servers that count none. */
  mentions: z.int().nonnegative().optional(),
  lastMessage: messageSchema.nullable(),
  /** Left out where features keep nothing of the chat. */
  parts: chatPartsSchema.optional(),
});
export type Chat = z.infer<typeof chatSchema>;
