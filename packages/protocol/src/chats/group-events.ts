import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { roleSchema } from './role.ts';

/** Of members and name. */
export const groupEvents = [
  z.strictObject({ type: z.literal('members-added'), userIds: z.array(idSchema) }),
  z.strictObject({ type: z.literal('member-removed'), userId: idSchema }),
  z.strictObject({ type: z.literal('member-left'), userId: idSchema }),
  z.strictObject({ type: z.literal('role-changed'), userId: idSchema, role: roleSchema }),
  z.strictObject({ type: z.literal('renamed'), name: z.string() }),
] as const;
export type GroupEvent = z.infer<(typeof groupEvents)[number]>;
