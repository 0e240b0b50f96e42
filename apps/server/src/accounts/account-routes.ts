import { accountOperations, placePermissionNames } from '@confab/protocol';
import { byCaller } from '../audit/index.ts';
import { addressOf, implement, type Routes } from '../http/index.ts';
import { countAsking, isReachable } from '../place/index.ts';
import type { AccountRoutesContext } from './accounts-context.ts';
import { changePassword } from './change-password.ts';
import { readCredential } from './credentials.ts';
import { limitPasswordChange } from './log-in-limits.ts';
import { logIn } from './log-in.ts';
import { register } from './register.ts';
import { rememberSession } from './remember-session.ts';
import { clearSessionCookie } from './session-cookie.ts';
import { updateMe } from './update-me.ts';

const minute = 60;

export function accountRoutes(context: AccountRoutesContext): Routes[] {
  const { config, limits, profiles, sessions } = context;
  // A class behind one address registers within minutes.
  const countRegistration = limits.create({ max: 100, perSeconds: 10 * minute });
  return [
    implement(accountOperations.register, async ({ body, request, reply }) => {
      await countRegistration(request);
      const started = await register(context, {
        body,
        userAgent: request.headers['user-agent'],
        address: addressOf(request),
      });
      rememberSession(context, { request, reply }, { token: started.token, userId: started.user.id });
      return started;
    }),

    implement(accountOperations.logIn, ({ body, request, reply }) => logIn(context, { request, reply }, body)),

    implement(accountOperations.logOut, async ({ caller, request, reply }) => {
      await sessions.end(caller.userId, { ids: [caller.sessionId] });
      clearSessionCookie(config, request, reply);
    }),

    implement(accountOperations.getMe, async ({ caller, request, reply }) => {
      const { place } = context;
      const user = await profiles.ownUser(caller.userId);
      await sessions.noteAddress(caller.sessionId, addressOf(request));
      // A session in use lasts on, and so must the cookie.
      const credential = readCredential(request.headers, config);
      if (credential?.carrier === 'cookie') {
        rememberSession(context, { request, reply }, { token: credential.token, userId: user.id });
      }
      const { decided } = place.settings();
      const asking = place.permits(caller.role, 'manage-people') ? await countAsking(context.storage) : 0;
      return {
        user,
        role: caller.role,
        may: placePermissionNames.filter((name) => place.permits(caller.role, name)),
        ...(caller.restricted !== null && { restricted: caller.restricted }),
        ...(asking > 0 && { asking }),
        ...(caller.role === 'owner' && !decided && isReachable(config) && { undecided: true as const }),
      };
    }),

    implement(accountOperations.updateMe, async ({ caller, body }) => ({
      user: await updateMe(context, caller.userId, body),
    })),

    implement(accountOperations.changePassword, async ({ caller, body, request }) => {
      await limitPasswordChange(context.rates, caller.userId, () => changePassword(context, caller, body));
      const target = { kind: 'person', id: caller.userId };
      await context.audit.note({ action: 'account.password-changed', target }, byCaller(caller, request));
    }),
  ];
}
