import { z } from 'zod';
import { idSchema, timestampSchema, wholeNumberSchema } from '../fields.ts';

const countSchema = z.int().nonnegative();
/** Bytes of a disk may be more than a whole number holds exactly: nobody counts them one by one. */
const bytesSchema = z.number().nonnegative();

/** The most that a list of the largest names. */
export const largestMax = 50;

export const storageUseSchema = z.strictObject({
  files: z.strictObject({ count: countSchema, bytes: bytesSchema, bytesMax: bytesSchema.nullable() }),
  /** Null where it can't be told. */
  databaseBytes: bytesSchema.nullable(),
  /** Of the disk that the data folder is on; null where the files are elsewhere and it can't be told. */
  disk: z.strictObject({ freeBytes: bytesSchema, bytes: bytesSchema }).nullable(),
  messages: countSchema,
  /** Those with the most bytes in files that they uploaded. */
  people: z.array(z.strictObject({ id: idSchema, displayName: z.string(), files: countSchema, bytes: bytesSchema })),
  /** Those with the most. Of 1-on-1 chats only the sum is told. */
  groups: z.array(
    z.strictObject({ id: idSchema, name: z.string(), messages: countSchema, files: countSchema, bytes: bytesSchema }),
  ),
  directChats: z.strictObject({ count: countSchema, messages: countSchema }),
});
export type StorageUse = z.infer<typeof storageUseSchema>;

/** `off`: it is not set up here. `slow`: it answers, and something waits. */
export const healthStatusSchema = z.enum(['ok', 'slow', 'failed', 'off']);
export type HealthStatus = z.infer<typeof healthStatusSchema>;

export const healthSchema = z.strictObject({
  status: z.enum(['ok', 'slow', 'failed']),
  checkedAt: timestampSchema,
  version: z.string(),
  /** Every process that serves this place, the one that answered first. */
  nodes: z.array(
    z.strictObject({ id: z.string(), version: z.string(), upSince: timestampSchema, seenAt: timestampSchema }),
  ),
  /** Of the process that answered. */
  node: z.strictObject({
    runtime: z.string(),
    memoryBytes: bytesSchema,
    connections: countSchema,
  }),
  /** `name` is one of a few words: database, redis, disk, jobs, push, mail, files, search, or a check of a feature. */
  checks: z.array(
    z.strictObject({
      name: z.string(),
      status: healthStatusSchema,
      /** How long it took to answer. */
      ms: z.number().nonnegative().nullable(),
      /** Numbers that belong to it, by a word each. */
      figures: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  jobs: z.array(
    z.strictObject({
      kind: z.string(),
      waiting: countSchema,
      /** Of those that wait, the most attempts that failed. */
      attempts: countSchema,
      oldestDueAt: timestampSchema.nullable(),
    }),
  ),
});
export type Health = z.infer<typeof healthSchema>;

export const usageQuerySchema = z.strictObject({
  days: wholeNumberSchema.pipe(z.int().min(1).max(365)).default(30),
});

export const usageSchema = z.strictObject({
  people: z.strictObject({
    /** Who can log in. */
    active: countSchema,
    deactivated: countSchema,
    waiting: countSchema,
    guests: countSchema,
    /** Came within the last 30 days. */
    new: countSchema,
    online: countSchema,
  }),
  groups: countSchema,
  /** The oldest first, by days of UTC. Numbers of all together: nothing here is about one person. */
  days: z.array(
    z.strictObject({
      /** 2026-11-26 */
      day: z.string(),
      people: countSchema,
      messages: countSchema,
    }),
  ),
});
export type Usage = z.infer<typeof usageSchema>;
