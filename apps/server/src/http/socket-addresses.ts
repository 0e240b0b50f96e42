import { idSchema } from '@confab/protocol';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';

const tags = ['Live'];

/** Names the sockets in the API's description. Requests that do upgrade never get here. */
export function describeSockets(app: HttpApp): void {
  const config = { public: true };
  const explain = (): never => {
    throw new ApiError('invalid-request', 'This address is a WebSocket: open it as one.');
  };
  app.get(
    '/api/ws',
    {
      config,
      schema: {
        tags,
        operationId: 'openSocket',
        summary: 'WebSocket: everything I follow',
        description:
          'Credentials: cookie, `Authorization: Bearer` or `?ticket=`. The frames are in packages/protocol/SPEC.md.',
        querystring: z.object({ ticket: z.string().optional() }),
        response: { 101: z.null() },
      },
    },
    explain,
  );
  app.get(
    '/api/chats/ws/:chat_id/:user_id',
    {
      config,
      schema: {
        tags,
        operationId: 'openChatSocket',
        summary: 'WebSocket: one chat, for simple clients',
        description: 'Credentials: cookie, `Authorization: Bearer` or `?ticket=`. `user_id` is the caller’s own.',
        params: z.object({ chat_id: idSchema, user_id: idSchema }),
        querystring: z.object({ ticket: z.string().optional() }),
        response: { 101: z.null() },
      },
    },
    explain,
  );
}
