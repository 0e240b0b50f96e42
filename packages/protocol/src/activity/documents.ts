import { z } from 'zod';
import { timestampSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';

/** Up to when I have seen what concerns me. */
export const activityDocument = defineDocument({
  kind: 'activity',
  value: z.strictObject({ seenAt: timestampSchema }),
  maxBytes: 128,
});
