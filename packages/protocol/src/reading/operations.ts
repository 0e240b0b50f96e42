import { operationsOf } from '../operation.ts';
import { readCommandSchema } from './commands.ts';
import * as readingPaths from './paths.ts';
import { markReadBodySchema, readPositionSchema } from './requests.ts';

export { readingPaths };

export const readingOperations = operationsOf('Chats', readingPaths, {
  markRead: {
    summary: 'Everything up to here is read',
    needs: 'account',
    description: 'The position only moves forward, and not past the newest message.',
    body: markReadBodySchema,
    answers: { 200: readPositionSchema },
    errors: ['not-found'],
    command: readCommandSchema,
  },
});
