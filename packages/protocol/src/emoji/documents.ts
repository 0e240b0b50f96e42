import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';
import { anyEmojiSchema } from '../reactions/emoji-schema.ts';

/** How somebody likes their emoji. */
export const emojiDocument = defineDocument({
  kind: 'emoji',
  value: z.strictObject({
    /** Used lately, the last one first. */
    recent: z.array(anyEmojiSchema).max(32),
    /** Of skin, 1 to 5 from light to dark; 0 for the yellow of all. */
    tone: z.int().min(0).max(5),
  }),
  maxBytes: 2_048,
});
