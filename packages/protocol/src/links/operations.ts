import { operationsOf } from '../operation.ts';
import { linkListQuerySchema, linkListSchema } from './link-list.ts';
import * as linkPaths from './paths.ts';

export { linkPaths };

export const linkOperations = operationsOf('Links', linkPaths, {
  listLinks: {
    summary: 'Messages of a chat with links in their text, the newest first',
    needs: 'account',
    description:
      'With those of its threads. What counts is what is shown as a link: none in code. Nothing is fetched from where they lead. A chat is ' +
      'looked through when it is asked for first: until all of it was, `isWhole` is false, and the list grows.',
    query: linkListQuerySchema,
    answers: { 200: linkListSchema },
    errors: ['not-found'],
  },
});
