import { z } from 'zod';

/** A message of a chat or of a thread of it, as `chatId.seq`. */
export const placeSchema = z.string().regex(/^[\w~-]{1,64}\.\d{1,15}$/, 'the place of a message');
