import { z } from 'zod';

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = z.iso.datetime({ precision: 3 });
// PostgreSQL has no NUL: in an id it would fail the statement, and everybody's commands that share it.
export const withoutNul = /^[^\0]*$/;
export const idSchema = z.string().min(1).max(64).regex(withoutNul, 'no NUL characters');

export const userSchema = z.strictObject({
  id: idSchema,
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  createdAt: timestampSchema,
  /** Has any live connection now. */
  online: z.boolean(),
  lastSeenAt: timestampSchema.nullable(),
});
export type User = z.infer<typeof userSchema>;

/** The caller's own account: the only place where an e-mail address appears. */
export const ownUserSchema = userSchema.extend({ email: z.string().nullable() });
export type OwnUser = z.infer<typeof ownUserSchema>;

export const roleSchema = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof roleSchema>;

/** What a system message says, for programs; its `content` says the same in English. */
export const systemEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('members-added'), userIds: z.array(idSchema) }),
  z.strictObject({ type: z.literal('member-removed'), userId: idSchema }),
  z.strictObject({ type: z.literal('member-left'), userId: idSchema }),
  z.strictObject({ type: z.literal('role-changed'), userId: idSchema, role: roleSchema }),
  z.strictObject({ type: z.literal('renamed'), name: z.string() }),
]);
export type SystemEvent = z.infer<typeof systemEventSchema>;

export const reactionSchema = z.strictObject({
  emoji: z.string(),
  /** In the order in which they reacted. */
  userIds: z.array(idSchema),
});
export type Reaction = z.infer<typeof reactionSchema>;

/** The full current state of one message: the unit of history, of live pushes and of catch-up. */
export const messageSchema = z.strictObject({
  id: idSchema,
  chatId: idSchema,
  /** Place in the history: 1, 2, 3 … without gaps. Never changes. */
  seq: z.int().positive(),
  /** Number of the chat's change that last touched this message. */
  rev: z.int().positive(),
  kind: z.enum(['text', 'system']),
  senderId: idSchema,
  clientId: z.string().nullable(),
  /** Empty once deleted. */
  content: z.string(),
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  deletedAt: timestampSchema.nullable(),
  reactions: z.array(reactionSchema),
  /** Set exactly where `kind` is `system`. */
  event: systemEventSchema.nullable(),
});
export type Message = z.infer<typeof messageSchema>;

export const memberSchema = z.strictObject({
  user: userSchema,
  role: roleSchema,
  joinedAt: timestampSchema,
  /** Everything up to this `seq` is read. Only moves forward. */
  readSeq: z.int().nonnegative(),
});
export type Member = z.infer<typeof memberSchema>;

/** A chat as one of its members sees it. */
export const chatSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['direct', 'group']),
  /** `null` for a direct chat: show the other person's name. */
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
  lastMessage: messageSchema.nullable(),
});
export type Chat = z.infer<typeof chatSchema>;
