import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-codes.ts';
import { messageSchema } from '../messages/message.ts';
import { logInStepSchema } from '../second-factor/log-in-step.ts';

export const errorCodeSchema = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/** Body of every REST error, `application/problem+json` (RFC 9457). */
export const problemSchema = z.strictObject({
  /** `about:blank` is never used: a URN that ends in the code. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Says to a person what to do. */
  detail: z.string(),
  code: errorCodeSchema,
  /** One entry per bad field, `path` in dotted form (`memberIds.0`). */
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  /** With `message-changed`: the message as it is now. */
  current: messageSchema.optional(),
  /** With `second-factor-pending`: what is left to do. */
  secondFactor: logInStepSchema.optional(),
});
export type Problem = z.infer<typeof problemSchema>;
