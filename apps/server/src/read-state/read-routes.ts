import { readingOperations } from '@confab/protocol';
import { implement, type Routes } from '../http/index.ts';
import type { ReadPositions } from './read-positions.ts';

export function readRoutes(positions: ReadPositions): Routes[] {
  return [
    implement(readingOperations.markRead, async ({ caller, params, body }) => {
      const { moved: _moved, ...position } = await positions.move({
        chatId: params.chat_id,
        userId: caller.userId,
        seq: body.seq,
      });
      return position;
    }),
  ];
}
