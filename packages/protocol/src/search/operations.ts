import { operationsOf } from '../operation.ts';
import * as searchPaths from './paths.ts';
import { searchCountQuerySchema, searchCountsSchema, searchPageSchema, searchQuerySchema } from './search.ts';

export { searchPaths };

const language =
  'Words in any order, each found within words too, without regard to case and accents; "phrases"; `from:`, `mentions:` (a username, or ' +
  '`me`), `in:` (a name, `@username` or an id), `has:file|image|link|poll|reaction`, `is:pinned|saved|thread|mine`, `before:`, `after:` and `on:` ' +
  '(a day, a month, a year, `today`, `yesterday`); `-` before any of them for what does not hold it. ';

export const searchOperations = operationsOf('Search', searchPaths, {
  search: {
    summary: 'Messages of my chats and their threads that hold what is asked for',
    needs: 'account',
    description:
      `${language}Text and names of files are looked through, no system messages. Every hit is the message as it is now, of a chat that the ` +
      'caller is in now. `best` orders the newest 500 hits.',
    query: searchQuerySchema,
    answers: { 200: searchPageSchema },
    errors: ['not-found'],
  },
  countSearch: {
    summary: 'How many messages a search finds, by chat',
    needs: 'account',
    description: 'Of the newest 1,000.',
    query: searchCountQuerySchema,
    answers: { 200: searchCountsSchema },
    errors: ['not-found'],
  },
});
