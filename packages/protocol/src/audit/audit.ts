import { z } from 'zod';
import { idSchema, timestampSchema, wholeNumberSchema, withoutNul } from '../fields.ts';

/**
 * What is noted, `noun.verb`: one line each, by noun. An entry on the wire may hold one that a newer server knows (D25), so clients show what
 * they don't know as it is.
 */
export const auditActions = [
  'account.registered',
  'account.logged-in',
  'account.log-in-failed',
  'account.password-changed',
  'account.password-reset',
  'account.deactivated',
  'account.reactivated',
  'account.deleted',
  'account.exported',
  'account.provider-added',
  'account.provider-removed',
  'account.recovery-codes-made',
  'account.second-factor-added',
  'account.second-factor-removed',
  'audit.pruned',
  'export.made',
  'group.archived',
  'group.closed-for-compliance',
  'group.deleted',
  'group.handed-over',
  'group.opened-for-compliance',
  'group.read-for-compliance',
  'hold.lifted',
  'hold.set',
  'import.made',
  'invitation.banned',
  'invitation.made',
  'invitation.revoked',
  'invitation.used',
  'message.deleted-by-moderator',
  'person.logged-out',
  'person.let-in',
  'person.refused',
  'person.reset-link-made',
  'person.restricted',
  'person.restriction-lifted',
  'person.role-changed',
  'person.second-factor-removed',
  'place.changed',
  'place.secrets-rotated',
  'report.decided',
  'report.opened',
  'report.reopened',
  'retention.changed',
  'words.changed',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did it: a person, somebody who was not logged in, the command line, or the server by itself. */
const actorKinds = ['person', 'stranger', 'command-line', 'server'] as const;
export type AuditActorKind = (typeof actorKinds)[number];

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AuditDetails = z.infer<typeof detailsSchema>;

/** In base64url. */
const sha256Schema = z.string().regex(/^[\w-]{43}$/);

/** `hash` chains it to the entry before: see docs/operations.md. */
export const auditEntrySchema = z.strictObject({
  /** 1, 2, 3 … without gaps. */
  seq: z.int().positive(),
  /** A name of its own. */
  id: idSchema,
  at: timestampSchema,
  action: z.string(),
  actor: z.strictObject({
    kind: z.enum(actorKinds),
    /** Of a person; null for the others. */
    userId: idSchema.nullable(),
    sessionId: z.string().nullable(),
    /** The network address. */
    address: z.string().nullable(),
  }),
  target: z.strictObject({ kind: z.string(), id: z.string() }).nullable(),
  details: detailsSchema,
  hash: sha256Schema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const wordSchema = z.string().min(1).max(64).regex(withoutNul, 'no NUL characters');

/** What is asked for; what is left out does not matter. */
const filters = {
  /** The id of a person, or one of `stranger`, `command-line`, `server`. */
  actor: wordSchema.optional(),
  /** The id of what it was done to. */
  target: wordSchema.optional(),
  /** An action, or all of a noun: `person`. */
  action: wordSchema.optional(),
  from: timestampSchema.optional(),
  /** Before this time. */
  to: timestampSchema.optional(),
};
export const auditFilterSchema = z.strictObject(filters);
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditQuerySchema = z.strictObject({
  ...filters,
  /** Those below this `seq`. */
  before: wholeNumberSchema.pipe(z.int().positive()).optional(),
  limit: wholeNumberSchema.pipe(z.int().min(1).max(100)).default(50),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditPageSchema = z.strictObject({
  /** The newest first. */
  entries: z.array(auditEntrySchema),
  /** Of people and groups that the entries name, as they are called now, by their ids; of a 1-on-1 chat both people. */
  names: z.record(z.string(), z.string()),
  /**
   * Of messages, reports and invitations that the entries are about, by their ids: who wrote it, whom it is about, or who made it; and the
   * chat that it was said in, or leads to. Null where that is not known any more.
   */
  things: z.record(z.string(), z.strictObject({ userId: z.string().nullable(), chatId: z.string().nullable() })),
  /** Where there are more: the `before` of the next page. */
  nextBefore: z.int().positive().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** `head` is worth writing down elsewhere: with it, it can be told later that nothing before it was changed or cut off. */
export const auditVerdictSchema = z.strictObject({
  isSound: z.boolean(),
  entries: z.int().nonnegative(),
  head: z.strictObject({ seq: z.int().positive(), hash: sha256Schema }).nullable(),
  /** The first entry at which the chain is broken, and how. */
  broken: z.strictObject({ seq: z.int().positive(), reason: z.string() }).nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
