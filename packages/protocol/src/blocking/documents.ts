import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';

/**
 * People of whom somebody wants to hear nothing: `blocked`. Nobody else is told. The server asks it before it tells somebody of a
 * message, and before it adds them to a group.
 */
export const blockedDocument = defineDocument({
  kind: 'blocked',
  value: z.looseObject({ userIds: z.array(idSchema).max(200) }),
  maxBytes: 16 * 1024,
});
