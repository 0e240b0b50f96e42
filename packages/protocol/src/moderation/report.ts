import { z } from 'zod';
import { idSchema, pageLimitSchema, timestampSchema } from '../fields.ts';
import { messageSchema } from '../messages/message.ts';
import { textSchema } from '../text/name-schema.ts';
import { reportReasons } from './report-reasons.ts';
import { newRestrictionSchema, restrictionSchema } from './restriction.ts';

const wordsMax = 1_000;
export const noteMax = 1_000;

/** What a rule of words found says `rule`, and no person does. */
const reasonSchema = z.enum(reportReasons);

export const reportBodySchema = z.strictObject({
  reason: reasonSchema.exclude(['rule']),
  /** In one's own words. */
  words: textSchema(wordsMax).optional(),
});
export type ReportBody = z.infer<typeof reportBodySchema>;

/** What of a message a moderator is shown: as it was when it was reported, or held back. */
const reportedMessageSchema = z.strictObject({
  chatId: idSchema,
  /** 0 for one that was held back: it has no place in the chat. */
  seq: z.int().nonnegative(),
  content: z.string(),
  /** Names of its files. */
  files: z.array(z.string()),
  createdAt: timestampSchema,
});

const decisionSchema = z.strictObject({
  by: idSchema,
  at: timestampSchema,
  /** What was done: nothing, the message removed, somebody restricted, what was held sent. */
  did: z.array(z.enum(['removed', 'warning', 'mute', 'ban', 'sent'])),
  note: z.string(),
});

/** Where it was said, as it is now. */
const reportedChatSchema = z.strictObject({
  kind: z.enum(['direct', 'group']),
  name: z.string().nullable(),
  isPublic: z.boolean(),
});
export type ReportedChat = z.infer<typeof reportedChatSchema>;

export const reportSchema = z.strictObject({
  id: idSchema,
  /** `held`: a message that a rule of words kept back, and that is not sent before somebody has looked at it. */
  kind: z.enum(['message', 'person', 'held']),
  /** Whom it is about. */
  userId: idSchema,
  /** Null: a rule of words found it. */
  reporterId: idSchema.nullable(),
  reason: reasonSchema,
  words: z.string(),
  at: timestampSchema,
  message: reportedMessageSchema.nullable(),
  /** In lists; left out of what is about a person, and where the chat is gone. */
  chat: reportedChatSchema.optional(),
  /** Null while it is open. */
  decision: decisionSchema.nullable(),
  /** Other open reports about the same. */
  others: z.int().nonnegative(),
});
export type Report = z.infer<typeof reportSchema>;

export const reportListQuerySchema = z.strictObject({
  state: z.enum(['open', 'decided']).default('open'),
  limit: pageLimitSchema,
  cursor: z.string().min(1).max(200).optional(),
});
export type ReportListQuery = z.infer<typeof reportListQuerySchema>;

export const reportListSchema = z.strictObject({
  reports: z.array(reportSchema),
  nextCursor: z.string().nullable(),
  /** How many wait, over all pages. */
  open: z.int().nonnegative(),
});

/** Who is named in it, with their role in the place. */
const caseSchema = z.strictObject({
  report: reportSchema,
  /** All about the same, the first first. */
  reports: z.array(reportSchema),
  /** Null for a person, and where the chat is gone. */
  chat: reportedChatSchema.nullable(),
  /** Some messages before and after the reported one, itself among them where it still stands. */
  context: z.array(messageSchema),
  /** By which the person came, and how many came by it and by those of theirs; null where they came by none. */
  invitation: z.strictObject({ id: idSchema, people: z.int().nonnegative() }).nullable(),
  /** Earlier and present warnings, mutes and bans of the person, the latest first. */
  restrictions: z.array(restrictionSchema),
});
export const reportCaseSchema = caseSchema;
export type ReportCase = z.infer<typeof caseSchema>;

export const decideReportBodySchema = z
  .strictObject({
    /** The reported message goes; what is held is not sent. */
    remove: z.literal(true).optional(),
    /** Of what is held: it is sent. */
    send: z.literal(true).optional(),
    restriction: newRestrictionSchema.optional(),
    note: textSchema(noteMax).default(''),
  })
  .refine(({ remove, send }) => !(remove && send), 'either send it or remove it');
export type DecideReportBody = z.infer<typeof decideReportBodySchema>;
