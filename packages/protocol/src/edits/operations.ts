import { z } from 'zod';
import { timestampSchema } from '../fields.ts';
import { operationsOf } from '../operation.ts';
import * as editPaths from './paths.ts';

export { editPaths };

/** What a message said, and since when. */
const messageVersionSchema = z.strictObject({ content: z.string(), at: timestampSchema });
export type MessageVersion = z.infer<typeof messageVersionSchema>;

export const editOperations = operationsOf('Edits', editPaths, {
  listVersions: {
    summary: 'What a message said before it was edited, the first text first',
    needs: 'account',
    description: 'For members of its chat. The latest 50 texts before the one that it has now.',
    answers: { 200: z.strictObject({ versions: z.array(messageVersionSchema) }) },
    errors: ['not-found', 'message-deleted'],
  },
});
