import { z } from 'zod';
import { operationsOf } from '../operation.ts';
import { auditFilterSchema, auditPageSchema, auditQuerySchema, auditVerdictSchema } from './audit.ts';
import * as auditPaths from './paths.ts';

export { auditPaths };

export const auditOperations = operationsOf('Audit', auditPaths, {
  listAudit: {
    needs: 'see-audit',
    summary: 'Who did what to whom, the newest first',
    query: auditQuerySchema,
    answers: { 200: auditPageSchema },
  },
  exportAudit: {
    needs: 'see-audit',
    summary: 'The same as JSON lines, the oldest first',
    description:
      'An entry a line, as `listAudit` has them, with the `names` of what it names, by their ids. That it was asked for is noted.',
    query: auditFilterSchema,
    answers: { 200: z.file() },
    answerTypes: ['application/x-ndjson'],
  },
  verifyAudit: {
    needs: 'see-audit',
    summary: 'Whether the chain of entries is whole',
    description:
      'Reads all of it, for all who ask meanwhile; after a long reading `rate-limited` for a while. `confab audit verify` does the same without a server.',
    answers: { 200: auditVerdictSchema },
  },
});
