import { idSchema, markReadBodySchema, readPositionSchema } from '@confab/protocol';
import { z } from 'zod';
import { callerOf, type Routes } from '../http/index.ts';
import type { ReadPositions } from './read-positions.ts';

export function readRoutes(positions: ReadPositions): Routes {
  return (app) => {
    app.post(
      '/api/chats/:chat_id/read',
      {
        schema: {
          tags: ['Chats'],
          operationId: 'markRead',
          summary: 'Everything up to here is read',
          description: 'The position only moves forward, and not past the newest message.',
          params: z.strictObject({ chat_id: idSchema }),
          body: markReadBodySchema,
          response: { 200: readPositionSchema },
        },
      },
      async (request) => {
        const move = { chatId: request.params.chat_id, userId: callerOf(request).userId, seq: request.body.seq };
        const { readSeq, unread, atRev } = await positions.move(move);
        return { readSeq, unread, atRev };
      },
    );
  };
}
