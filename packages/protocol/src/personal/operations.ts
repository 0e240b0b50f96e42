import { operationsOf } from '../operation.ts';
import { putDocumentCommandSchema } from './commands.ts';
import { documentKeySchema } from './document.ts';
import * as personalPaths from './paths.ts';
import { documentPageQuerySchema, documentPageSchema, documentPutSchema, putDocumentBodySchema } from './requests.ts';

export { personalPaths };

const params = { key: documentKeySchema };

/** Of the caller’s own documents: nobody else’s can be named. */
export const personalOperations = operationsOf('Documents', personalPaths, {
  listDocuments: {
    summary: 'What of my documents changed after a `rev`',
    needs: 'account',
    description: 'Final states in the order of their changes. Go on from `upToRev` while there is `more`.',
    query: documentPageQuerySchema,
    answers: { 200: documentPageSchema },
    headers: { 'Confab-Epoch': 'The epoch that `rev` is of.' },
  },
  putDocument: {
    summary: 'Keep a document of mine',
    needs: 'account',
    description: 'Under `kind` or `kind/id`, the slash as `%2F`. The last writer wins; the same again is no change.',
    params,
    body: putDocumentBodySchema,
    answers: { 200: documentPutSchema },
    errors: ['too-many-documents', 'too-large', 'forbidden'],
    command: putDocumentCommandSchema,
  },
  deleteDocument: {
    summary: 'Delete a document of mine',
    needs: 'account',
    params,
    answers: { 200: documentPutSchema },
    errors: ['forbidden'],
    command: putDocumentCommandSchema,
  },
});
