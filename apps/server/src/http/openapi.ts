import * as protocol from '@confab/protocol';
import fastifySwagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HttpApp } from './http-app.ts';
import { completeDocument } from './openapi-document.ts';

/** The schemas that have a name of their own in the document. */
const components = {
  User: protocol.userSchema,
  OwnUser: protocol.ownUserSchema,
  Session: protocol.sessionSchema,
  SystemEvent: protocol.systemEventSchema,
  Reaction: protocol.reactionSchema,
  Message: protocol.messageSchema,
  Member: protocol.memberSchema,
  Chat: protocol.chatSchema,
  Problem: protocol.problemSchema,
};

const { openSocket, openChatSocket } = protocol.connectionPaths;

const description = `Team chat that you own. Log in for a token, then send it as \`Authorization: Bearer …\`; browsers
use the session cookie. Every error is a \`Problem\`. Live changes come over the WebSockets \`${documented(openSocket)}\` and
\`${documented(openChatSocket)}\`.`;

function documented(path: protocol.Path): string {
  return protocol.routeOf(path).replace(/:(\w+)/g, '{$1}');
}

/** Serves `/openapi.json`, made from the operations that the routes carry out. Registered before the routes it describes. */
export async function describeApi(app: HttpApp): Promise<void> {
  const registry = z.registry<{ id?: string | undefined }>();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  const operations = collectOperations(app);
  const transform = createJsonSchemaTransform({ schemaRegistry: registry });
  const transformObject = createJsonSchemaTransformObject({ schemaRegistry: registry });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Confab', version: '0.1.0', description, license: { name: 'MIT', identifier: 'MIT' } },
      // The address that the document was fetched from.
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'The session token of log in, or a JWT.' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'confab-session' },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    transform: (input) => {
      const transformed = transform(input);
      return input.route.config?.public === true
        ? { ...transformed, schema: { ...transformed.schema, security: [] } }
        : transformed;
    },
    transformObject: (input) => completeDocument(transformObject(input), operations),
  });
  let text: string | undefined;
  app.get('/openapi.json', { config: { public: true, part: 'page' }, schema: { hide: true } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(text);
  });
}

function collectOperations(app: HttpApp): ReadonlyMap<string, protocol.Operation> {
  const operations = new Map<string, protocol.Operation>();
  app.addHook('onRoute', ({ config }) => {
    if (config?.operation) operations.set(config.operation.id, config.operation);
  });
  return operations;
}
