import { z } from 'zod';
import type { draftFields } from '../features.ts';
import { withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { trimContent } from './content.ts';

// Lone surrogates can't be stored as UTF-8, and PostgreSQL has no NUL: the first are replaced, the second refused.
export const contentSchema = z
  .string()
  .overwrite((text) => text.toWellFormed())
  .overwrite(trimContent)
  .regex(withoutNul, 'no NUL characters')
  .min(1, 'write something')
  .max(limits.contentMax, `at most ${limits.contentMax.toLocaleString('en')} characters`);

/** Made by the client, a UUID by custom; `(sender, clientId)` is unique for ever. */
export const clientIdSchema = z
  .string()
  .min(1)
  .max(limits.clientIdMax)
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces');

/** What is sent beside the text, by field. */
export type DraftParts = z.infer<z.ZodObject<typeof draftFields>>;
