import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';

/**
 * The server's word to a person's other devices: somebody logged in from a device that is new to the account. `log-in/SESSION`, until
 * one of the others says that it was them (`knowSession`) or ends that session. Clients only read it.
 */
export const logInDocument = defineDocument({
  kind: 'log-in',
  value: z.looseObject({
    sessionId: idSchema,
    at: timestampSchema,
    userAgent: z.string().max(256).nullable(),
    /** The network address. */
    address: z.string().max(64).nullable(),
  }),
  maxBytes: 1_000,
  max: 50,
  isOfServer: true,
});
