import { operationsOf } from '../operation.ts';
import * as presencePaths from './paths.ts';
import { activeUsersSchema } from './requests.ts';

export { presencePaths };

export const presenceOperations = operationsOf('Chats', presencePaths, {
  listActiveUsers: {
    summary: 'Who has this chat open on a live connection now',
    needs: 'account',
    answers: { 200: activeUsersSchema },
    errors: ['not-found'],
  },
});
