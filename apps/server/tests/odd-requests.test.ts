import { type Problem, problemSchema } from '@confab/protocol';
import type { OpenAPIV3_1 } from 'openapi-types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Person, readHistory, registerAll, send, startGroup } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

type Schema = OpenAPIV3_1.SchemaObject;

interface Operation {
  method: string;
  path: string;
  body: Schema | null;
}

// What no id is, as it stands in a path.
const oddIds = ['x', '%2e%2e', '%2F', '%00', '%ff', '__proto__', '-0', '1e999', '%25', '%F0%9F%98%80', 'a'.repeat(65)];
const oddQueries = [
  'x=1',
  '__proto__=1',
  'constructor[a]=1',
  '%ff=%ff',
  '=&&',
  '_method=DELETE',
  'after=1&after=2',
  'after[]=1',
  'after=-0',
  'after=1e999',
  'after=9007199254740993',
  'limit=0',
  'before=',
  'cursor=%00',
  'cursor=e30',
  'query=%00',
];
/** In the place of a field, as it stands in JSON. */
const oddValues = [
  'null',
  '-0',
  '1e999',
  '9007199254740993',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '[]',
  '[null]',
  '{}',
  '{"length":5}',
  '{"then":"x"}',
  `${'['.repeat(200)}${']'.repeat(200)}`,
  JSON.stringify('😀'.repeat(9_000)),
];
const oddBodies = [
  '',
  'null',
  '[]',
  '"x"',
  '{',
  '\ufeff{}',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"id":"x","senderId":"x","seq":1,"rev":1,"role":"owner","kind":"system","event":null}',
  '['.repeat(100_000),
];

let server: TestServer;
let people: Record<'ada' | 'bob' | 'eve', Person>;
let operations: Operation[];
/** Something that is there, for each name in a path. */
let there: Record<string, string>;
beforeAll(async () => {
  server = await startServer();
  people = await registerAll(server.url, 'ada', 'bob', 'eve');
  const chat = await startGroup(people.ada, [people.bob]);
  const message = await send(people.ada, chat.id, 'secret words');
  await people.ada.api.must('PUT', `/api/chats/${chat.id}/messages/${message.id}/pin`);
  there = {
    chat_id: chat.id,
    message_id: message.id,
    user_id: people.ada.user.id,
    key: 'draft%2Fx',
    emoji: '%F0%9F%91%8D',
  };
  const { body } = await server.fetch<OpenAPIV3_1.Document>('GET', '/openapi.json');
  operations = Object.entries(body.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, OpenAPIV3_1.OperationObject>).map(([method, { requestBody }]) => {
      const content = requestBody && 'content' in requestBody ? requestBody.content : {};
      return { method: method.toUpperCase(), path, body: (content['application/json']?.schema as Schema) ?? null };
    }),
  );
  // Sockets are asked elsewhere; a session that is ended here asks nothing more.
  operations = operations.filter(({ path }) => !/\/ws|logout/.test(path));
});
afterAll(() => server.close());

const filled = (path: string, odd: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => odd[name] ?? there[name] ?? 'x');

/** Addresses and bodies, one thing odd in each. */
function* oddRequests({ method, path, body }: Operation): Generator<[path: string, body: string | undefined]> {
  const names = Object.keys(body?.properties ?? {});
  const plain = body === null ? undefined : bodyOf(names.map((name) => [name, '"x"']));
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    for (const id of oddIds) yield [filled(path, { [name]: id }), plain];
  }
  for (const query of oddQueries) yield [`${filled(path)}?${query}`, plain];
  if (method !== 'GET') for (const odd of oddBodies) yield [filled(path), odd];
  for (const name of names) {
    for (const value of oddValues) {
      yield [filled(path), bodyOf(names.map((other) => [other, other === name ? value : '"x"']))];
    }
  }
}

function bodyOf(fields: readonly (readonly [name: string, json: string])[]): string {
  return `{${fields.map(([name, json]) => `"${name}":${json}`).join()}}`;
}

describe('[A12] [A28] every operation, asked with one thing odd in each place', () => {
  // A chat's plain member, and somebody to whom it does not exist (D20).
  test.each(['bob', 'eve'] as const)(
    '%s gets an answer that says why, and nothing is broken or changed',
    async (name) => {
      const attempts = operations.flatMap((operation) =>
        Array.from(oddRequests(operation), (request) => ({ operation, request })),
      );
      expect(attempts.length).toBeGreaterThan(1_000);
      const faults: unknown[] = [];
      const lane = async (): Promise<void> => {
        for (let next = attempts.pop(); next; next = attempts.pop()) {
          const { operation, request } = next;
          const answer = await people[name].api.call<unknown>(operation.method, ...request);
          const fault = findFault(answer, name === 'eve' && operation.path.includes('{chat_id}'));
          if (fault) faults.push([fault, operation.method, ...request.map((part) => part?.slice(0, 200)), answer.body]);
        }
      };
      await Promise.all(Array.from({ length: 16 }, lane));
      expect(faults).toEqual([]);
      expect(Object.keys(Object.prototype)).toEqual([]);
      const history = await readHistory(people.ada, there['chat_id'] ?? '');
      expect(history.filter(({ senderId }) => senderId === people.eve.user.id)).toEqual([]);
      expect(history.map(({ content }) => content)).toContain('secret words');
    },
  );
});

function findFault({ status, body }: Answer<unknown>, isForeign: boolean): string | null {
  if (status >= 500) return 'broken';
  if (status < 400) return isForeign ? 'let in' : null;
  const { success, data } = problemSchema.safeParse(body);
  return success && (data satisfies Problem).status === status ? null : 'not a problem';
}
