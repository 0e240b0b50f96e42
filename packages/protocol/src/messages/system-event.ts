import { z } from 'zod';
import { systemEvents } from '../features.ts';

/**
 * What a system message says, for programs; its `content` says the same in English. One with `seq` is about that message of the
 * chat. One with `chatParts` says what the parts of the chat that it names are from there on: clients follow it also where they
 * do not know its type.
 */
export const systemEventSchema = z.discriminatedUnion('type', systemEvents);
export type SystemEvent = z.infer<typeof systemEventSchema>;
