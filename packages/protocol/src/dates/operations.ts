import { z } from 'zod';
import { seqSchema, timestampSchema } from '../fields.ts';
import { operationsOf } from '../operation.ts';
import * as datePaths from './paths.ts';

export { datePaths };

export const dateOperations = operationsOf('Dates', datePaths, {
  findSeqAt: {
    summary: 'The place in a chat of a moment',
    needs: 'account',
    description: 'The first message that is not older; the last one where all are, and 0 where there is none.',
    query: z.strictObject({ time: timestampSchema }),
    answers: { 200: z.strictObject({ seq: seqSchema }) },
    errors: ['not-found'],
  },
});
