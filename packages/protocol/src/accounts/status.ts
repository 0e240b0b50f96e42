import { z } from 'zod';
import { timestampSchema } from '../fields.ts';
import { limits } from '../limits.ts';
import { anyEmojiSchema } from '../reactions/emoji-schema.ts';
import { textSchema } from '../text/name-schema.ts';

/** What somebody says of themselves at the moment. */
export const statusSchema = z.strictObject({
  /** One of Unicode's, or `:name:` of a custom one, which is shown as it is written once there is none of that name. */
  emoji: anyEmojiSchema.nullable(),
  text: textSchema(limits.statusMax).refine((text) => !text.includes('\n'), 'one line'),
  /** It is not shown after this; null for until they say something else. */
  until: timestampSchema.nullable(),
});
export type UserStatus = z.infer<typeof statusSchema>;

/** Of the IANA database, as `Europe/Berlin`. */
export const timeZoneSchema = z
  .string()
  .min(1)
  .max(64)
  // An offset, as +0100, is none that every browser knows.
  .refine((name) => /^[A-Za-z][A-Za-z0-9+/_-]*$/.test(name) && isTimeZone(name), 'a time zone such as Europe/Berlin');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
