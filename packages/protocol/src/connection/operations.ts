import { z } from 'zod';
import { operationsOf, nothingSchema } from '../operation.ts';
import * as connectionPaths from './paths.ts';

export { connectionPaths };

const ticketQuerySchema = z.object({ ticket: z.string().optional() });

/** Public for a request that does not upgrade, which is only told so. Whoever does is asked who they are. */
export const connectionOperations = operationsOf('Live', connectionPaths, {
  openSocket: {
    summary: 'WebSocket: everything I follow',
    description:
      'Credentials: cookie, `Authorization: Bearer` or `?ticket=`. The frames are in packages/protocol/SPEC.md.',
    isPublic: true,
    query: ticketQuerySchema,
    answers: { 101: nothingSchema },
    errors: ['unauthenticated', 'origin-not-allowed'],
  },
  openChatSocket: {
    summary: 'WebSocket: one chat, for simple clients',
    description: 'Credentials: cookie, `Authorization: Bearer` or `?ticket=`. `user_id` is the caller’s own.',
    isPublic: true,
    query: ticketQuerySchema,
    answers: { 101: nothingSchema },
    errors: ['unauthenticated', 'forbidden', 'origin-not-allowed', 'not-found'],
  },
});
