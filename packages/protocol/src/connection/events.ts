import { z } from 'zod';
import { chatSchema } from '../chats/chat.ts';
import { errorCodeSchema } from '../errors/problem.ts';
import { idSchema, timestampSchema } from '../fields.ts';

/** First frame of a connection. */
export const welcomeEventSchema = z.strictObject({
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
});

/** The cursor can't be caught up from: forget this chat's messages, take `chat`, fetch pages. Live from `chat.rev` on. */
export const resetEventSchema = z.strictObject({
  type: z.literal('reset'),
  chatId: idSchema,
  reason: z.enum(['too-far-behind', 'cursor-ahead', 'epoch-changed']),
  chat: chatSchema,
});

/** The answer to `resume` is complete; from here on everything is live. */
export const readyEventSchema = z.strictObject({ type: z.literal('ready') });

export const errorEventSchema = z.strictObject({
  type: z.literal('error'),
  code: errorCodeSchema,
  detail: z.string(),
  /** Of the `send` that was refused. */
  clientId: z.string().optional(),
  /** Of the command that was refused, where it names one. */
  chatId: z.string().optional(),
  /** Of the document that was not put. */
  key: z.string().optional(),
  /** Worth another try after this long. */
  retryAfterMs: z.int().optional(),
});

/** The same on the socket of one chat. */
export const chatErrorEventSchema = z.strictObject({
  type: z.literal('error'),
  code: errorCodeSchema,
  detail: z.string(),
  clientId: z.string().optional(),
});

export const pongEventSchema = z.strictObject({ type: z.literal('pong') });

/** This node is about to stop: connect again, to any node, after `reconnectInMs`. */
export const drainingEventSchema = z.strictObject({
  type: z.literal('draining'),
  reconnectInMs: z.int().nonnegative(),
});
