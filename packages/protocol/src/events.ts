import { z } from 'zod';
import { errorCodeSchema } from './errors.ts';
import { chatSchema, idSchema, messageSchema, timestampSchema, userSchema } from './objects.ts';

const revSchema = z.int().nonnegative();

export const presenceSchema = z.strictObject({
  userId: idSchema,
  online: z.boolean(),
  lastSeenAt: timestampSchema.nullable(),
});
export type Presence = z.infer<typeof presenceSchema>;

const messageEventSchema = z.strictObject({ type: z.literal('message'), message: messageSchema });
const errorEventSchema = z.strictObject({
  type: z.literal('error'),
  code: errorCodeSchema,
  detail: z.string(),
  /** Of the `send` that was refused. */
  clientId: z.string().optional(),
  /** Of the command that was refused, where it names one. */
  chatId: z.string().optional(),
  /** Worth another try after this long. */
  retryAfterMs: z.int().optional(),
});

/** Frames from the server on `WS /api/ws`, one JSON object each. */
export const serverEventSchema = z.discriminatedUnion('type', [
  /** First frame of a connection. */
  z.strictObject({
    type: z.literal('welcome'),
    connectionId: z.string(),
    userId: idSchema,
    /** Changes when the database was put back to an earlier state: every cursor is void then. */
    epoch: z.string(),
    serverTime: timestampSchema,
    /** What this connection may say: `burst` commands after a rest, then so many a second. Older servers do not tell. */
    commandRate: z.strictObject({ perSecond: z.number().positive(), burst: z.int().positive() }).optional(),
    /** What the server does beyond the first version: a client asks for no more. Older servers do not tell. */
    features: z.array(z.string().max(64)).max(256).optional(),
  }),
  /** Chats that the client did not name in `resume`, or has just become a member of. */
  z.strictObject({ type: z.literal('chats'), chats: z.array(chatSchema) }),
  /** Catch-up: the final state of every message changed after the cursor, `rev` rising; complete up to `upToRev`. */
  z.strictObject({
    type: z.literal('changes'),
    chatId: idSchema,
    messages: z.array(messageSchema),
    upToRev: revSchema,
    more: z.boolean(),
  }),
  /** The cursor can't be caught up from: forget this chat's messages, take `chat`, fetch pages. Live from `chat.rev` on. */
  z.strictObject({
    type: z.literal('reset'),
    chatId: idSchema,
    reason: z.enum(['too-far-behind', 'cursor-ahead', 'epoch-changed']),
    chat: chatSchema,
  }),
  /** The answer to `resume` is complete; from here on everything is live. */
  z.strictObject({ type: z.literal('ready') }),
  /** A new or changed message. Per chat, `rev` rises by one from frame to frame. */
  messageEventSchema,
  /** The send is durable. Sent again, the same, for a retry. */
  z.strictObject({
    type: z.literal('ack'),
    chatId: idSchema,
    clientId: z.string(),
    id: idSchema,
    seq: z.int().positive(),
    rev: z.int().positive(),
    createdAt: timestampSchema,
  }),
  errorEventSchema,
  /** You are no member of this chat any more, or it is gone. */
  z.strictObject({ type: z.literal('chat-removed'), chatId: idSchema }),
  /**
   * A read position moved. One's own (from any device) carries `unread`, exact as of change `atRev`;
   * others' positions come for open chats only and carry neither.
   */
  z.strictObject({
    type: z.literal('read'),
    chatId: idSchema,
    userId: idSchema,
    readSeq: revSchema,
    unread: z.int().nonnegative().optional(),
    atRev: revSchema.optional(),
  }),
  /** Who has this open chat open. `userIds` may be shorter than `count`, see `limits.activeUsersListed`. */
  z.strictObject({
    type: z.literal('active-users'),
    chatId: idSchema,
    userIds: z.array(idSchema),
    count: z.int().nonnegative(),
  }),
  /** Of watched people: all of them in answer to `watch-presence`, later those that changed. */
  z.strictObject({ type: z.literal('presence'), users: z.array(presenceSchema) }),
  z.strictObject({ type: z.literal('typing'), chatId: idSchema, userId: idSchema }),
  z.strictObject({ type: z.literal('pong') }),
  /** This node is about to stop: connect again, to any node, after `reconnectInMs`. */
  z.strictObject({ type: z.literal('draining'), reconnectInMs: z.int().nonnegative() }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;

/** Frames from the server on `WS /api/chats/ws/{chat_id}/{user_id}`. `message` is byte for byte that of `/api/ws`. */
export const chatSocketEventSchema = z.discriminatedUnion('type', [
  messageEventSchema,
  z.strictObject({ type: z.literal('active-users'), users: z.array(userSchema), count: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('typing'), userId: idSchema }),
  z.strictObject({
    type: z.literal('error'),
    code: errorCodeSchema,
    detail: z.string(),
    clientId: z.string().optional(),
  }),
]);
export type ChatSocketEvent = z.infer<typeof chatSocketEventSchema>;
