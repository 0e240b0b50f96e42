import {
  changePasswordBodySchema,
  loginBodySchema,
  meSchema,
  registerBodySchema,
  signedInSchema,
  updateMeBodySchema,
} from '@confab/protocol';
import { z } from 'zod';
import { callerOf, addressOf, type Routes } from '../http/index.ts';
import type { AccountRoutesContext } from './accounts-context.ts';
import { changePassword } from './change-password.ts';
import { readCredential } from './credentials.ts';
import { readDeviceCookie, setDeviceCookie } from './device-cookie.ts';
import { limitPasswordChange } from './log-in-limits.ts';
import { logIn } from './log-in.ts';
import { register } from './register.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { updateMe } from './update-me.ts';

const tags = ['Accounts'];
const minute = 60;

export function accountRoutes(context: AccountRoutesContext): Routes {
  return (app) => {
    signInRoutes(context)(app);
    ownRoutes(context)(app);
  };
}

type SyncRoutes = (...app: Parameters<Routes>) => void;

function signInRoutes(context: AccountRoutesContext): SyncRoutes {
  const { config, limits, sessions } = context;
  // A class behind one address registers within minutes.
  const countRegistration = limits.create({ max: 100, perSeconds: 10 * minute });
  return (app) => {
    app.post(
      '/api/auth/register',
      {
        config: { public: true },
        schema: {
          tags,
          operationId: 'register',
          summary: 'Make an account and log in',
          body: registerBodySchema,
          response: { 201: signedInSchema },
        },
      },
      async (request, reply) => {
        await countRegistration(request);
        const started = await register(context, {
          body: request.body,
          userAgent: request.headers['user-agent'],
          address: addressOf(request),
        });
        setSessionCookie(config, request, reply, started.token);
        setDeviceCookie(context, { request, reply }, started.user.id);
        return reply.code(201).send(started);
      },
    );

    app.post(
      '/api/auth/login',
      {
        config: { public: true },
        schema: {
          tags,
          operationId: 'logIn',
          summary: 'Log in',
          description: '`username` may be the e-mail address.',
          body: loginBodySchema,
          response: { 200: signedInSchema },
        },
      },
      async (request, reply) => {
        const started = await logIn(context, {
          body: request.body,
          userAgent: request.headers['user-agent'],
          address: addressOf(request),
          deviceCookie: readDeviceCookie(context, request),
        });
        setSessionCookie(config, request, reply, started.token);
        setDeviceCookie(context, { request, reply }, started.user.id);
        return started;
      },
    );

    app.post(
      '/api/auth/logout',
      { schema: { tags, operationId: 'logOut', summary: 'End this session', response: { 204: z.null() } } },
      async (request, reply) => {
        const { userId, sessionId } = callerOf(request);
        await sessions.end(userId, { ids: [sessionId] });
        clearSessionCookie(config, request, reply);
        return reply.code(204).send(null);
      },
    );
  };
}

function ownRoutes(context: AccountRoutesContext): SyncRoutes {
  const { config, profiles } = context;
  return (app) => {
    app.get(
      '/api/auth/me',
      { schema: { tags, operationId: 'getMe', summary: 'Who I am', response: { 200: meSchema } } },
      async (request, reply) => {
        const user = await profiles.ownUser(callerOf(request).userId);
        // A session in use lasts on, and so must the cookie.
        const credential = readCredential(request.headers, config);
        if (credential?.carrier === 'cookie') {
          setSessionCookie(config, request, reply, credential.token);
          setDeviceCookie(context, { request, reply }, user.id);
        }
        return { user };
      },
    );

    app.patch(
      '/api/auth/me',
      {
        schema: {
          tags,
          operationId: 'updateMe',
          summary: 'Change my display name',
          body: updateMeBodySchema,
          response: { 200: meSchema },
        },
      },
      async (request) => ({ user: await updateMe(context, callerOf(request).userId, request.body.displayName) }),
    );

    app.post(
      '/api/auth/password',
      {
        schema: {
          tags,
          operationId: 'changePassword',
          summary: 'Change my password',
          description: 'Ends all my other sessions.',
          body: changePasswordBodySchema,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        await limitPasswordChange(context.rates, caller.userId, () => changePassword(context, caller, request.body));
        return reply.code(204).send(null);
      },
    );
  };
}
