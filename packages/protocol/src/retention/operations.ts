import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { textSchema } from '../text/name-schema.ts';
import * as retentionPaths from './paths.ts';
import { chatRetentionSchema, holdKindSchema, retentionSchema } from './retention.ts';

export { retentionPaths };

const retentionAnswerSchema = z.strictObject({
  /** What holds for the chat. */
  kept: retentionSchema,
  /** What it says itself. */
  chosen: chatRetentionSchema,
  /** The caller may say otherwise, in days from `least` to `most`; null: no bound. */
  mayChoose: z.boolean(),
  /** The caller may take a copy of the chat along: see `exportChat`. */
  mayExport: z.boolean(),
  least: z.int().nullable(),
  most: z.int().nullable(),
});
export type RetentionAnswer = z.infer<typeof retentionAnswerSchema>;

const holdSchema = z.strictObject({
  kind: holdKindSchema,
  id: idSchema,
  /** As it is called now; null for a direct chat, and for what is gone. */
  name: z.string().nullable(),
  by: z.strictObject({ id: idSchema, name: z.string().nullable() }),
  at: timestampSchema,
  reason: z.string(),
});
export type Hold = z.infer<typeof holdSchema>;

export const retentionOperations = operationsOf('Retention', retentionPaths, {
  getRetention: {
    summary: 'For how long what is said in a chat is kept',
    needs: 'account',
    answers: { 200: retentionAnswerSchema },
    errors: ['not-found'],
  },
  setRetention: {
    summary: 'Say for how long it is kept',
    needs: 'account',
    description:
      'For owners and admins of a group, where the place lets groups choose. What is left out is as the place has it, null is for good. ' +
      'What is older goes within the hour, and does not come back. A system message tells of it.',
    body: chatRetentionSchema,
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct', 'invalid-request'],
  },
  listHolds: {
    summary: 'Of whom and of what nothing is deleted',
    needs: 'compliance-access',
    answers: { 200: z.strictObject({ holds: z.array(holdSchema) }) },
  },
  setHold: {
    summary: 'Have nothing of a chat, or of a person, deleted',
    needs: 'compliance-access',
    description:
      'What is too old, and what people delete, goes from sight and is kept. It is told to nobody, and noted in the audit log.',
    params: { kind: holdKindSchema },
    body: z.strictObject({ reason: textSchema(500) }),
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  liftHold: {
    summary: 'Let it be deleted again',
    needs: 'compliance-access',
    description: 'What was hidden goes for good.',
    params: { kind: holdKindSchema },
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
});
