import { accountOperations } from '@confab/protocol';
import { implement, JsonAnswer, type Routes } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { endSession, listSessions } from './list-sessions.ts';
import { listUsers } from './list-users.ts';

export function sessionRoutes(context: AccountsContext): Routes[] {
  return [
    implement(accountOperations.listSessions, async ({ caller }) => ({
      sessions: await listSessions(context, caller),
    })),

    implement(accountOperations.endSession, ({ caller, params }) =>
      endSession(context, caller.userId, params.session_id),
    ),

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
