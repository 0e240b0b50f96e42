import { accountOperations } from '@confab/protocol';
import { implement, JsonAnswer, type Routes } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { listUsers } from './list-users.ts';

export function sessionRoutes(context: AccountsContext): Routes[] {
  return [
    implement(accountOperations.createToken, ({ caller }) => context.jwts.sign(caller)),

    implement(accountOperations.getJwks, async ({ reply }) => {
      const keys = await context.jwts.keys();
      void reply.header('cache-control', 'public, max-age=300');
      return new JsonAnswer(JSON.stringify(keys));
    }),

    implement(accountOperations.createSocketTicket, ({ caller }) => context.tickets.issue(caller.sessionId)),

    implement(accountOperations.listUsers, ({ caller, query }) => listUsers(context, caller, query)),
  ];
}
