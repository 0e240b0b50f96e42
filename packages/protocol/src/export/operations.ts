import { z } from 'zod';
import { operationsOf } from '../operation.ts';
import * as exportPaths from './paths.ts';

export { exportPaths };

const zip = ['application/zip'] as const;

export const exportOperations = operationsOf('Export', exportPaths, {
  exportChat: {
    summary: 'A chat with its threads and files, as a ZIP archive',
    needs: 'account',
    description:
      'For members of a direct chat, and in a group for owners and admins, or everybody where the group says so (`parts.exporting`), as ' +
      'long as the place lets chats be exported. What is in it: docs/export.md. It is noted in the audit log.',
    answers: { 200: z.file() },
    answerTypes: zip,
    errors: ['not-found', 'forbidden'],
  },
  exportPlace: {
    summary: 'Everything of the place, as a ZIP archive',
    needs: 'export-place',
    description:
      'Tables as JSON lines, and files, without passwords and other secrets: `confab import` reads it back. It is noted in the audit log.',
    answers: { 200: z.file() },
    answerTypes: zip,
  },
});
