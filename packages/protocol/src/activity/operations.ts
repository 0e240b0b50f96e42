import { operationsOf } from '../operation.ts';
import { activityPageSchema, activityQuerySchema } from './activity.ts';
import * as activityPaths from './paths.ts';

export { activityPaths };

export const activityOperations = operationsOf('Activity', activityPaths, {
  listActivity: {
    summary: 'What concerns me, the newest first',
    needs: 'account',
    description:
      'Mentions, replies and reactions to my messages, threads that I follow: in chats that I am in now, of messages that are ' +
      'not deleted. Some 500 of a person are kept.',
    query: activityQuerySchema,
    answers: { 200: activityPageSchema },
  },
});
