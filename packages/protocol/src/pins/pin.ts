import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';

/** Of a message that is pinned: by whom, and when. */
export const pinSchema = z.strictObject({ by: idSchema, at: timestampSchema });

/** Who pins and unpins in a group; `admins` are its owners and admins, and stand for a group that never said. */
export const pinningSchema = z.enum(['everyone', 'admins']);

export const pinEvents = [
  z.strictObject({ type: z.literal('message-pinned'), seq: z.int().positive() }),
  z.strictObject({ type: z.literal('pinning-changed'), chatParts: z.strictObject({ pinning: pinningSchema }) }),
] as const;

export const pinErrors = {
  'too-many-pins': { status: 409, title: 'The chat has as many pinned messages as it can hold' },
} as const;
