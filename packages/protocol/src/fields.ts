import { z } from 'zod';
import { limits } from './limits.ts';

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = z.iso.datetime({ precision: 3 });
// PostgreSQL has no NUL: in an id it would fail the statement, and everybody's commands that share it.
export const withoutNul = /^[^\0]*$/;
export const idSchema = z.string().min(1).max(64).regex(withoutNul, 'no NUL characters');

/** Place of a message in its chat, 0 for before the first. */
export const seqSchema = z.int().nonnegative();
/** Number of a change of a chat, 0 for before the first. */
export const revSchema = z.int().nonnegative();

/** A whole number in a query. An empty text, which `Number` takes for 0, is none. */
export const wholeNumberSchema = z
  .string()
  .regex(/^\d{1,16}$/, 'a whole number')
  .transform(Number);
/** How much a page holds at most. */
export const pageLimitSchema = wholeNumberSchema.pipe(z.int().min(1).max(limits.pageMax)).default(limits.pageDefault);
