import { accountOperations } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import type { Feature } from '../feature.ts';
import { addressOf, ApiError, implement } from '../http/index.ts';
import { listSessions } from './list-sessions.ts';
import { type LogInContext, noteLogIn, settleLogIns } from './note-log-in.ts';

export { logInNotices } from './log-in-notices.ts';

export interface LogInsContext extends LogInContext {
  accounts: Accounts;
}

/** Where somebody is logged in, and what they are told of log-ins from devices that are new to them. */
export function logIns(house: LogInsContext): Feature {
  const { accounts } = house;
  accounts.watchSessions({
    began: async (logIn) => {
      if (logIn.isNewDevice) await noteLogIn(house, logIn);
    },
    ended: async (userId, sessionIds) => {
      await settleLogIns(house, userId, sessionIds);
    },
  });
  return {
    name: 'log-ins',
    offers: ['log-out-everywhere'],
    routes: [
      implement(accountOperations.listSessions, async ({ caller, request }) => ({
        sessions: await listSessions(house, caller, addressOf(request)),
      })),

      implement(accountOperations.endSessions, async ({ caller: { userId, sessionId }, query, request, reply }) => {
        await accounts.endSessions(userId, query.keep === 'current' ? { allBut: sessionId } : 'all');
        if (query.keep === undefined) accounts.clearCookie({ request, reply });
      }),

      implement(accountOperations.endSession, async ({ caller: { userId }, params }) => {
        // Somebody else's session is answered as one that never was.
        const ended = await accounts.endSessions(userId, { ids: [params.session_id] });
        if (ended.length === 0) throw new ApiError('not-found', 'There is no such session of yours.');
      }),

      implement(accountOperations.knowSession, async ({ caller: { userId, sessionId }, params }) => {
        if (params.session_id === sessionId) {
          throw new ApiError('forbidden', 'That is said on another device than the new one.');
        }
        const settled = await settleLogIns(house, userId, [params.session_id]);
        if (settled === 0) throw new ApiError('not-found', 'There is no such new log-in of yours.');
      }),
    ],
  };
}
