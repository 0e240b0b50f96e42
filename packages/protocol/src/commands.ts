import { z } from 'zod';
import { pingCommandSchema, resumeCommandSchema } from './connection/commands.ts';
import { chatMessageCommandSchema, sendCommandSchema } from './messages/commands.ts';
import { putDocumentCommandSchema } from './personal/commands.ts';
import { closeCommandSchema, openCommandSchema, watchPresenceCommandSchema } from './presence/commands.ts';
import { readCommandSchema } from './reading/commands.ts';
import { deliveredCommandSchema } from './receipts/receipt.ts';
import { watchThreadCommandSchema } from './threads/commands.ts';
import { chatTypingCommandSchema, typingCommandSchema } from './typing/commands.ts';

/** Frames from a client on `WS /api/ws`, one JSON object each. */
export const commandSchema = z.discriminatedUnion('type', [
  resumeCommandSchema,
  sendCommandSchema,
  openCommandSchema,
  closeCommandSchema,
  typingCommandSchema,
  readCommandSchema,
  deliveredCommandSchema,
  watchPresenceCommandSchema,
  putDocumentCommandSchema,
  watchThreadCommandSchema,
  pingCommandSchema,
]);
export type Command = z.infer<typeof commandSchema>;

/** Frames from a client on `WS /api/chats/ws/{chat_id}/{user_id}`. */
export const chatSocketCommandSchema = z.discriminatedUnion('type', [
  chatMessageCommandSchema,
  chatTypingCommandSchema,
]);
export type ChatSocketCommand = z.infer<typeof chatSocketCommandSchema>;
