import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';

/** The colours that somebody wants to see: `theme`. */
export const themeDocument = defineDocument({
  kind: 'theme',
  value: z.strictObject({ choice: z.enum(['light', 'dark', 'system']) }),
  maxBytes: 64,
});
