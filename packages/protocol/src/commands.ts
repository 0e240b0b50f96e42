import { z } from 'zod';
import { pingCommandSchema, resumeCommandSchema } from './connection/commands.ts';
import { chatMessageCommandSchema, sendCommandSchema } from './messages/commands.ts';
import { putDocumentCommandSchema } from './personal/commands.ts';
import { closeCommandSchema, openCommandSchema, watchPresenceCommandSchema } from './presence/commands.ts';
import type { Needs } from './place/permissions.ts';
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

/** What each asks of whoever says it, as `needs` of an operation. What is about people says no more than the sender may see. */
export const commandNeeds: Readonly<Record<Command['type'], Needs>> = {
  resume: 'account',
  send: 'account',
  open: 'account',
  close: 'account',
  typing: 'account',
  read: 'account',
  delivered: 'account',
  'watch-presence': 'account',
  'put-document': 'account',
  'watch-thread': 'account',
  ping: 'account',
};

/** Frames from a client on `WS /api/chats/ws/{chat_id}/{user_id}`. */
export const chatSocketCommandSchema = z.discriminatedUnion('type', [
  chatMessageCommandSchema,
  chatTypingCommandSchema,
]);
export type ChatSocketCommand = z.infer<typeof chatSocketCommandSchema>;

export const chatCommandNeeds: Readonly<Record<ChatSocketCommand['type'], Needs>> = {
  message: 'account',
  typing: 'account',
};
