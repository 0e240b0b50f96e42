import { activeUsersSchema, idSchema } from '@confab/protocol';
import { z } from 'zod';
import type { Accounts } from '../accounts/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import { callerOf, type Routes } from '../http/index.ts';
import type { ActiveUsers } from './active-users.ts';

interface RouteContext {
  access: ChatAccess;
  accounts: Accounts;
  activeUsers: ActiveUsers;
}

export function activeRoutes({ access, accounts, activeUsers }: RouteContext): Routes {
  return (app) => {
    app.get(
      '/api/chats/:chat_id/active-users',
      {
        schema: {
          tags: ['Chats'],
          operationId: 'listActiveUsers',
          summary: 'Who has this chat open on a live connection now',
          params: z.strictObject({ chat_id: idSchema }),
          response: { 200: activeUsersSchema },
        },
      },
      async (request) => {
        const { chat_id: chatId } = request.params;
        await access.requireMember(chatId, callerOf(request).userId);
        const { listed, count } = await activeUsers.listShort(chatId);
        return { users: [...(await accounts.users(listed)).values()], count };
      },
    );
  };
}
