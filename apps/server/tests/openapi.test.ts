import * as protocol from '@confab/protocol';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from './start-server.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

let server: TestServer;
let document: Document;
beforeAll(async () => {
  server = await startServer();
  ({ body: document } = await server.fetch<Document>('GET', '/openapi.json'));
});
afterAll(() => server.close());

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

// The contract's endpoints, as other people's clients rely on them.
const promised = [
  'POST /api/auth/register',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'GET /api/auth/me',
  'GET /api/auth/users',
  'POST /api/auth/token',
  'GET /api/auth/jwks',
  'POST /api/auth/ws-ticket',
  'POST /api/chats',
  'GET /api/chats',
  'GET /api/chats/{chat_id}',
  'GET /api/chats/{chat_id}/messages',
  'POST /api/chats/{chat_id}/messages',
  'GET /api/chats/{chat_id}/active-users',
  'GET /api/ws',
  'GET /api/chats/ws/{chat_id}/{user_id}',
];

test('every promised endpoint is described', () => {
  const described = operations().map(([name]) => name.replace(/\/$/, ''));
  expect(promised.filter((name) => !described.includes(name))).toEqual([]);
});

test('every operation that the protocol declares is served, at its path, and nothing else is described', () => {
  const groups = Object.entries(protocol).filter(([name]) => name.endsWith('Operations'));
  const declared = groups.flatMap(([, group]) => Object.values(group as Record<string, protocol.Operation>));
  const names = declared.map(({ path }) => path.replace(/:(\w+)/g, '{$1}'));
  expect(
    operations()
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(names.toSorted());
});

test('every described endpoint exists, and lets nobody in who is not logged in unless it says so', async () => {
  for (const [name, operation] of operations()) {
    const [method = '', path = ''] = name.split(' ');
    const answer = await server.fetch<{ code?: string }>(method, path.replace(/\{\w+\}/g, 'x'));
    const isPublic = operation.security?.length === 0;
    const isRight = isPublic ? ![404, 405, 500].includes(answer.status) : answer.status === 401;
    expect([name, answer.status, isRight]).toEqual([name, answer.status, true]);
  }
});

test('every operation has a summary, a success, words for each status, and problems as errors', () => {
  for (const [name, { summary, responses, parameters = [] }] of operations()) {
    expect([name, summary]).toEqual([name, expect.any(String)]);
    expect([name, Object.keys(responses).some((status) => /^[12]/.test(status))]).toEqual([name, true]);
    for (const [status, { description, content }] of Object.entries(responses)) {
      expect([name, status, description]).not.toContain('Default Response');
      const types = Object.keys(content ?? {});
      expect([name, status, types.includes('application/problem+json')]).toEqual([name, status, status >= '400']);
    }
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
    const declared = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
    expect([name, declared.toSorted()]).toEqual([name, inPath]);
  }
});

test('every operation has an id of its own, which clients that are generated name their calls by', () => {
  const ids = operations().map(([name, { operationId }]) => [name, operationId]);
  expect(ids.filter(([, id]) => !/^[a-z][A-Za-z]+$/.test(id ?? ''))).toEqual([]);
  expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
});

test('objects have the names of the contract', () => {
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['User', 'Chat', 'Message', 'Problem']),
  );
  const me = document.paths['/api/chats/{chat_id}']?.['get']?.responses['200']?.content?.['application/json']?.schema;
  expect(me).toEqual({ $ref: '#/components/schemas/Chat' });
});

test('every schema is valid JSON Schema and every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'https://confab.invalid/openapi.json', components: document.components });
  const schemas = operations().flatMap(([, { parameters = [], requestBody, responses }]) => [
    ...parameters.map(({ schema }) => schema),
    ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
    ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content).map(({ schema }) => schema)),
  ]);
  expect(schemas.length).toBeGreaterThan(50);
  // Most are the same few: each is compiled once.
  for (const text of new Set(schemas.map((schema) => JSON.stringify(schema)))) {
    const placed = text.replaceAll('"#/components', '"https://confab.invalid/openapi.json#/components');
    expect(() => ajv.compile(JSON.parse(placed))).not.toThrow();
  }
});
