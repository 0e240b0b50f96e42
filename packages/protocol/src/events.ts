import { z } from 'zod';
import { activityEventSchema } from './activity/activity.ts';
import { chatRemovedEventSchema, chatsEventSchema } from './chats/events.ts';
import {
  chatErrorEventSchema,
  drainingEventSchema,
  errorEventSchema,
  pongEventSchema,
  readyEventSchema,
  resetEventSchema,
  welcomeEventSchema,
} from './connection/events.ts';
import { customEmojiEventSchema } from './custom-emoji/custom-emoji.ts';
import { ackEventSchema, changesEventSchema, messageEventSchema } from './messages/events.ts';
import { moderationEventSchema } from './moderation/moderation.ts';
import { documentEventSchemas } from './personal/events.ts';
import { activeUsersEventSchema, chatActiveUsersEventSchema, presenceEventSchema } from './presence/events.ts';
import { readEventSchema } from './reading/events.ts';
import { receiptsEventSchema } from './receipts/receipt.ts';
import { followingEventSchema } from './threads/events.ts';
import { chatTypingEventSchema, typingEventSchema } from './typing/events.ts';

/** Frames from the server on `WS /api/ws`, one JSON object each. */
export const serverEventSchema = z.discriminatedUnion('type', [
  welcomeEventSchema,
  chatsEventSchema,
  changesEventSchema,
  resetEventSchema,
  readyEventSchema,
  messageEventSchema,
  ackEventSchema,
  errorEventSchema,
  chatRemovedEventSchema,
  readEventSchema,
  receiptsEventSchema,
  activeUsersEventSchema,
  presenceEventSchema,
  typingEventSchema,
  followingEventSchema,
  ...documentEventSchemas,
  activityEventSchema,
  customEmojiEventSchema,
  moderationEventSchema,
  pongEventSchema,
  drainingEventSchema,
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;

/** Frames from the server on `WS /api/chats/ws/{chat_id}/{user_id}`. `message` is byte for byte that of `/api/ws`. */
export const chatSocketEventSchema = z.discriminatedUnion('type', [
  messageEventSchema,
  chatActiveUsersEventSchema,
  chatTypingEventSchema,
  chatErrorEventSchema,
]);
export type ChatSocketEvent = z.infer<typeof chatSocketEventSchema>;
