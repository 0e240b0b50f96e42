import { presenceOperations } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import { implement, type Routes } from '../http/index.ts';
import type { ActiveUsers } from './active-users.ts';

interface RouteContext {
  access: ChatAccess;
  accounts: Accounts;
  activeUsers: ActiveUsers;
}

export function activeRoutes({ access, accounts, activeUsers }: RouteContext): Routes[] {
  return [
    implement(presenceOperations.listActiveUsers, async ({ caller, params: { chat_id: chatId } }) => {
      await access.requireMember(chatId, caller.userId);
      const { listed, count } = await activeUsers.listShort(chatId);
      return { users: [...(await accounts.users(listed, caller.userId)).values()], count };
    }),
  ];
}
