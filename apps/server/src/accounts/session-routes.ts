import {
  idSchema,
  jwtSchema,
  sessionListSchema,
  ticketSchema,
  userListQuerySchema,
  userListSchema,
} from '@confab/protocol';
import { z } from 'zod';
import { callerOf, type Routes } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { endSession, listSessions } from './list-sessions.ts';
import { listUsers } from './list-users.ts';

const tags = ['Accounts'];
const sessionParams = z.strictObject({ session_id: idSchema });
const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

export function sessionRoutes(context: AccountsContext): Routes {
  return (app) => {
    app.get(
      '/api/auth/sessions',
      {
        schema: {
          tags,
          operationId: 'listSessions',
          summary: 'Where I am logged in',
          response: { 200: sessionListSchema },
        },
      },
      async (request) => ({ sessions: await listSessions(context, callerOf(request)) }),
    );

    app.delete(
      '/api/auth/sessions/:session_id',
      {
        schema: {
          tags,
          operationId: 'endSession',
          summary: 'End one of my sessions',
          params: sessionParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await endSession(context, callerOf(request).userId, request.params.session_id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/auth/token',
      {
        schema: {
          tags,
          operationId: 'createToken',
          summary: 'A JWT for 15 minutes',
          description: 'Names user (`sub`) and session (`sid`), and ends with the session. Signed with EdDSA.',
          response: { 200: jwtSchema },
        },
      },
      (request) => context.jwts.sign(callerOf(request)),
    );

    app.get(
      '/api/auth/jwks',
      {
        config: { public: true },
        schema: {
          tags,
          operationId: 'getJwks',
          summary: 'The keys that JWTs are checked with',
          response: { 200: jwksSchema },
        },
      },
      async (_request, reply) => {
        const keys = await context.jwts.keys();
        void reply.header('cache-control', 'public, max-age=300');
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(keys) as never);
      },
    );

    app.post(
      '/api/auth/ws-ticket',
      {
        schema: {
          tags,
          operationId: 'createSocketTicket',
          summary: 'A ticket for one WebSocket',
          description: 'For clients that can set neither cookie nor header: `?ticket=`, once, within 30 s.',
          response: { 200: ticketSchema },
        },
      },
      (request) => context.tickets.issue(callerOf(request).sessionId),
    );

    app.get(
      '/api/auth/users',
      {
        schema: {
          tags,
          operationId: 'listUsers',
          summary: 'People, by name',
          querystring: userListQuerySchema,
          response: { 200: userListSchema },
        },
      },
      (request) => listUsers(context, request.query),
    );
  };
}
