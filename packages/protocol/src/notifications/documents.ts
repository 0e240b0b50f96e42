import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';
import { timeZoneSchema } from '../accounts/status.ts';

const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time as `22:30`');

/** Of all, of what is to or about somebody, or of nothing. */
export const notifyLevelSchema = z.enum(['all', 'mentions', 'nothing']);

/** When somebody wants to hear nothing. */
const quietSchema = z.looseObject({
  /** By hand. */
  until: timestampSchema.optional(),
  /** Each week, in `zone`. */
  weekly: z
    .array(
      z.looseObject({
        /** On which it begins, 1 for Monday to 7 for Sunday. */
        days: z.array(z.int().min(1).max(7)).min(1).max(7),
        from: timeOfDaySchema,
        /** On the day after, where it is not later than `from`. */
        to: timeOfDaySchema,
      }),
    )
    .max(14)
    .optional(),
  /** UTC if left out. */
  zone: timeZoneSchema.optional(),
});

/** What somebody wants to hear of: `notifications`. What is left out is as `decideNotify` has it. */
export const notificationsDocument = defineDocument({
  kind: 'notifications',
  value: z.looseObject({
    /** Of groups that say nothing else. */
    level: notifyLevelSchema.optional(),
    /** Words that concern them as their name does. */
    keywords: z.array(z.string().trim().min(1).max(60)).max(30).optional(),
    quiet: quietSchema.optional(),
    /** People whose direct messages and mentions are heard in spite of all quiet. */
    breakThrough: z.array(idSchema).max(50).optional(),
    push: z.looseObject({ hideText: z.literal(true).optional(), hideSender: z.literal(true).optional() }).optional(),
    mail: z
      .looseObject({
        mode: z.enum(['never', 'soon', 'hourly', 'daily']),
        /** Of the daily one, in `zone`. */
        at: timeOfDaySchema.optional(),
        zone: timeZoneSchema.optional(),
      })
      .optional(),
    /** Of the page. `volume` in percent. */
    sound: z.looseObject({ on: z.literal(true).optional(), volume: z.int().min(0).max(100).optional() }).optional(),
  }),
  maxBytes: 8 * 1024,
});

/** What somebody wants to hear of a thread: `thread/ROOT`, by the id of the message that it began with. */
export const threadDocument = defineDocument({
  kind: 'thread',
  value: z.looseObject({ notify: notifyLevelSchema.optional() }),
  maxBytes: 256,
  max: 500,
});
