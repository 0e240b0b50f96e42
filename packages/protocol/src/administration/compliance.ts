import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';

/** The mark of a group that somebody reads for compliance: who, and until when. Once that is past it marks nothing. */
export const complianceSchema = z.strictObject({ by: idSchema, until: timestampSchema });

export const complianceEvents = [
  z.strictObject({
    type: z.literal('compliance-opened'),
    reason: z.string(),
    chatParts: z.strictObject({ compliance: complianceSchema }),
  }),
  z.strictObject({
    type: z.literal('compliance-closed'),
    chatParts: z.strictObject({ compliance: complianceSchema }),
  }),
] as const;

export const complianceErrors = {
  'group-not-open': { status: 403, title: 'Nobody opened this group for you, or the time is over' },
} as const;
