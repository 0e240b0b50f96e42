import { z } from 'zod';
import { draftFields } from '../features.ts';
import { withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { trimContent } from './content.ts';

// Lone surrogates can't be stored as UTF-8, and PostgreSQL has no NUL: the first are replaced, the second refused.
const textSchema = z
  .string()
  .overwrite((text) => text.toWellFormed())
  .overwrite(trimContent)
  .regex(withoutNul, 'no NUL characters')
  .max(limits.contentMax, `at most ${limits.contentMax.toLocaleString('en')} characters`);
export const contentSchema = textSchema.min(1, 'write something');

/** The fields of a message that is sent. A text may be empty where files say something; `saysSomething` has the last word. */
export const sentFields = { content: textSchema, ...draftFields };

/** Of the copy that a thread's message has in its chat (`toChat`) the files are no part. */
export function saysSomething({ content, files, toChat }: { content: string } & DraftParts): boolean {
  return content !== '' || (files !== undefined && toChat === undefined);
}

export const writeSomething = { path: ['content'], message: 'write something' };

/** Made by the client, a UUID by custom; `(sender, clientId)` is unique for ever. */
export const clientIdSchema = z
  .string()
  .min(1)
  .max(limits.clientIdMax)
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces');

/** What is sent beside the text, by field. */
export type DraftParts = z.infer<z.ZodObject<typeof draftFields>>;
