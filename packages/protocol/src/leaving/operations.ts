import { z } from 'zod';
import { limits } from '../limits.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { afterwards } from './afterwards.ts';
import * as leavingPaths from './paths.ts';

export { leavingPaths };

/** Whoever has no password logs in anew, and then has ten minutes. */
const currentPassword = z.string().min(1).max(limits.passwordMax).optional();
const messages = z.enum(afterwards);

export const leavingOperations = operationsOf('Accounts', leavingPaths, {
  deactivateMe: {
    summary: 'Deactivate my account',
    needs: 'account',
    description: 'All of my sessions end, and nobody logs in to it until an admin brings it back. Everything stays.',
    body: z.strictObject({ currentPassword }),
    answers: { 204: nothingSchema },
    errors: ['forbidden', 'last-place-owner'],
  },
  deleteMe: {
    summary: 'Delete my account, for good',
    needs: 'account',
    description:
      'What becomes of my messages: `keep` leaves them under my name, `anonymous` leaves them under “Deleted person”, `delete` deletes them and their files. ' +
      'Groups that would have no owner get one. Everything else of mine goes: at once I am out, and the rest follows within minutes.',
    body: z.strictObject({ currentPassword, messages }),
    answers: { 204: nothingSchema },
    errors: ['forbidden', 'last-place-owner'],
  },
  deletePerson: {
    summary: 'Delete somebody’s account, for good',
    needs: 'manage-people',
    description: 'As `deleteMe`. Of nobody of one’s own role or a higher one.',
    body: z.strictObject({ messages }),
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  exportMe: {
    summary: 'All that is mine, as one archive',
    needs: 'account',
    description:
      'A ZIP of JSON and of the files that I sent: my profile, settings, sessions, the chats that I am in, and the messages that I sent there. docs/export.md describes it.',
    answers: { 200: z.file() },
    answerTypes: ['application/zip'],
  },
});
