import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';
import { replySchema } from '../replies/reply.ts';

/** What somebody has begun to write, by chat: `draft/CHAT`. Features keep what else they will send beside the text. */
export const draftDocument = defineDocument({
  kind: 'draft',
  value: z.looseObject({ content: z.string(), reply: replySchema.optional() }),
  maxBytes: 40 * 1024,
  max: 500,
});
