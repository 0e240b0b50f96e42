import { z } from 'zod';
import { clientIdSchema, contentSchema } from './commands.ts';
import { limits, usernamePattern } from './limits.ts';
import { cleanName, findNameProblem } from './names.ts';
import {
  chatSchema,
  idSchema,
  messageSchema,
  ownUserSchema,
  roleSchema,
  timestampSchema,
  userSchema,
  withoutNul,
} from './objects.ts';

/** Bodies and answers of the REST endpoints. Unknown fields are refused. */
const usernameSchema = z
  .string()
  .min(limits.usernameMin, `at least ${limits.usernameMin} characters`)
  .max(limits.usernameMax, `at most ${limits.usernameMax} characters`)
  .regex(usernamePattern, 'only letters, digits, ".", "_" and "-"');
const passwordSchema = z
  .string()
  .min(limits.passwordMin, `at least ${limits.passwordMin} characters`)
  .max(limits.passwordMax, `at most ${limits.passwordMax} characters`);
/** See names.ts. */
const nameSchema = (max: number) =>
  z
    .string()
    .overwrite(cleanName)
    .min(1, 'write a name')
    .max(max, `at most ${max} characters`)
    .superRefine((name, context) => {
      const problem = findNameProblem(name);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    });
const displayNameSchema = nameSchema(limits.displayNameMax);
const chatNameSchema = nameSchema(limits.chatNameMax);

export const registerBodySchema = z.strictObject({
  username: usernameSchema,
  password: passwordSchema,
  email: z.email('not an e-mail address').max(limits.emailMax).optional(),
  displayName: displayNameSchema.optional(),
});
export type RegisterBody = z.infer<typeof registerBodySchema>;

export const loginBodySchema = z.strictObject({
  /** The username or the e-mail address. */
  username: z.string().min(1).max(limits.emailMax).regex(withoutNul, 'no NUL characters'),
  password: z.string().min(1).max(limits.passwordMax),
});
export type LoginBody = z.infer<typeof loginBodySchema>;

export const signedInSchema = z.strictObject({ user: ownUserSchema, token: z.string() });
export type SignedIn = z.infer<typeof signedInSchema>;
export const meSchema = z.strictObject({ user: ownUserSchema });
export const updateMeBodySchema = z.strictObject({ displayName: displayNameSchema });
export const changePasswordBodySchema = z.strictObject({
  currentPassword: z.string().min(1).max(limits.passwordMax),
  newPassword: passwordSchema,
});

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

/** A whole number in a query. An empty text, which `Number` takes for 0, is none. */
const wholeNumberSchema = z
  .string()
  .regex(/^\d{1,16}$/, 'a whole number')
  .transform(Number);
const limitSchema = wholeNumberSchema.pipe(z.int().min(1).max(limits.pageMax)).default(limits.pageDefault);
export const userListQuerySchema = z.strictObject({
  /** A part of the username or the display name, without regard to case. */
  query: z.string().trim().max(limits.displayNameMax).regex(withoutNul, 'no NUL characters').optional(),
  limit: limitSchema,
  cursor: z.string().max(8_192).optional(),
  /** Ids separated by commas: these people instead of a page, in this order, those that exist. */
  ids: z
    .string()
    .transform((text) => text.split(',').filter((id) => id !== ''))
    .pipe(z.array(idSchema).min(1).max(limits.pageMax, `at most ${limits.pageMax} ids`))
    .optional(),
});
export type UserListQuery = z.infer<typeof userListQuerySchema>;
export const userListSchema = z.strictObject({ users: z.array(userSchema), nextCursor: z.string().nullable() });
export type UserList = z.infer<typeof userListSchema>;

export const createChatBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('direct'), memberIds: z.array(idSchema).length(1, 'exactly one person') }),
  z.strictObject({
    kind: z.literal('group'),
    name: chatNameSchema,
    memberIds: z.array(idSchema).max(limits.membersPerRequest),
  }),
]);
export type CreateChatBody = z.infer<typeof createChatBodySchema>;
export const chatListQuerySchema = z.strictObject({
  limit: wholeNumberSchema.pipe(z.int().min(1).max(limits.chatsPerPageMax)).default(limits.chatsPerPageMax),
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
  userIds: z.array(idSchema).min(1).max(limits.membersPerRequest),
});
export const changeRoleBodySchema = z.strictObject({ role: roleSchema });

const seqQuerySchema = wholeNumberSchema.pipe(z.int().nonnegative());
export const messagePageQuerySchema = z.strictObject({
  limit: limitSchema,
  /** Messages with a smaller `seq`, the nearest first taken. */
  before: seqQuerySchema.optional(),
  /** Messages with a greater `seq`. With both bounds: between them, counted from `after`. */
  after: seqQuerySchema.optional(),
});
export type MessagePageQuery = z.infer<typeof messagePageQuerySchema>;
export const messagePageSchema = z.strictObject({ messages: z.array(messageSchema), hasMore: z.boolean() });
export type MessagePage = z.infer<typeof messagePageSchema>;
export const sendMessageBodySchema = z.strictObject({ content: contentSchema, clientId: clientIdSchema.optional() });
export const editMessageBodySchema = z.strictObject({
  content: contentSchema,
  /** The `rev` of the message whose text the edit started from: refused with `message-changed` where the text moved since. */
  baseRev: z.int().positive().optional(),
});

export const activeUsersSchema = z.strictObject({ users: z.array(userSchema), count: z.int().nonnegative() });
export const markReadBodySchema = z.strictObject({ seq: z.int().nonnegative() });
export const readPositionSchema = z.strictObject({
  readSeq: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  /** The chat's `rev` that `unread` is exact for. */
  atRev: z.int().nonnegative(),
});
