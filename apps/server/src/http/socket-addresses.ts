import { connectionOperations } from '@confab/protocol';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';
import { implement } from './operation.ts';

/** Names the sockets in the API's description. Requests that do upgrade never get here. */
export async function describeSockets(app: HttpApp): Promise<void> {
  const explain = (): never => {
    throw new ApiError('invalid-request', 'This address is a WebSocket: open it as one.');
  };
  await implement(connectionOperations.openSocket, explain)(app);
  await implement(connectionOperations.openChatSocket, explain)(app);
}
