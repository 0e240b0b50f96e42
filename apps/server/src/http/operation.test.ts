import { operationsOf, nothingSchema } from '@confab/protocol';
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Logger } from '../monitoring/index.ts';
import { ApiError } from './api-error.ts';
import type { HttpApp, Routes } from './http-app.ts';
import { describeErrors, mayRefuseWith } from './operation-errors.ts';
import { Answer, implement, JsonAnswer } from './operation.ts';

const textSchema = z.strictObject({ text: z.string() });
const { readNote, writeNote, dropNote } = operationsOf(
  'Notes',
  {
    readNote: 'GET /notes/:note_id',
    writeNote: 'PUT /notes/:note_id',
    dropNote: 'DELETE /notes/:note_id',
  },
  {
    readNote: {
      summary: 'A note',
      isPublic: true,
      query: z.strictObject({ upper: z.stringbool().default(false) }),
      answers: { 200: textSchema },
    },
    writeNote: {
      summary: 'Write it',
      isPublic: true,
      body: textSchema,
      answers: { 200: textSchema, 201: textSchema },
      errors: ['forbidden'],
    },
    dropNote: { summary: 'Away with it', needs: 'account', answers: { 204: nothingSchema }, errors: ['not-found'] },
  },
);

async function serve(...routes: Routes[]): Promise<HttpApp> {
  const app = fastify({ loggerInstance: undefined as unknown as Logger }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof ApiError ? error.status : 400).send({ text: 'refused' }),
  );
  app.decorateRequest('caller', null);
  for (const add of routes) await add(app);
  return app;
}

test('a handler gets what the schemas made of the request', async () => {
  const app = await serve(
    implement(readNote, ({ params, query }) => ({ text: query.upper ? params.note_id.toUpperCase() : params.note_id })),
  );
  expect((await app.inject('/notes/one?upper=true')).json()).toEqual({ text: 'ONE' });
  expect((await app.inject('/notes/one?upper=perhaps')).statusCode).toBe(400);
});

test('an answer has the status that is declared, or that the handler chose of several', async () => {
  const app = await serve(
    implement(writeNote, ({ body }) => new Answer(body.text === 'new' ? 201 : 200, body)),
    implement({ ...dropNote, isPublic: true, needs: undefined }, () => undefined),
  );
  const write = (text: string) => app.inject({ method: 'PUT', url: '/notes/one', payload: { text } });
  expect((await write('new')).statusCode).toBe(201);
  expect((await write('old')).statusCode).toBe(200);
  const dropped = await app.inject({ method: 'DELETE', url: '/notes/one' });
  expect([dropped.statusCode, dropped.body]).toEqual([204, '']);
});

test('JSON that is there already goes out as it is', async () => {
  const app = await serve(implement(readNote, () => new JsonAnswer(Buffer.from('{"text":  "spaced"}'))));
  const answer = await app.inject('/notes/one');
  expect([answer.body, answer.headers['content-type']]).toEqual([
    '{"text":  "spaced"}',
    'application/json; charset=utf-8',
  ]);
});

test('JSON that is there already has the status that it names', async () => {
  const app = await serve(implement(writeNote, ({ body: { text } }) => new JsonAnswer(`{"text":"${text}"}`, 201)));
  const answer = await app.inject({ method: 'PUT', url: '/notes/one', payload: { text: 'new' } });
  expect([answer.statusCode, answer.json()]).toEqual([201, { text: 'new' }]);
});

test('a handler of an operation that is not public does not run without a caller', async () => {
  const app = await serve(implement(dropNote, () => expect.fail('it ran')));
  expect((await app.inject({ method: 'DELETE', url: '/notes/one' })).statusCode).toBe(401);
});

test('what an operation may refuse with is its own errors, and what stands before every operation', () => {
  expect(mayRefuseWith(dropNote, 'not-found')).toBe(true);
  expect(mayRefuseWith(dropNote, 'rate-limited')).toBe(true);
  expect(mayRefuseWith(dropNote, 'last-owner')).toBe(false);
  expect(Object.keys(describeErrors(readNote))).toEqual(['400', '429', '503']);
  expect(Object.keys(describeErrors(dropNote))).toEqual(['400', '401', '403', '404', '409', '429', '503']);
  expect(describeErrors(writeNote)['403']).toBe(
    '`forbidden`: Not allowed. `origin-not-allowed`: This origin may not connect.',
  );
});

// What does not fit what is declared does not compile.
// @ts-expect-error -- which of the two statuses?
void (() => implement(writeNote, ({ body }) => body));
// @ts-expect-error -- 204 is not declared
void (() => implement(writeNote, ({ body }) => new Answer(204, body)));
// @ts-expect-error -- no such parameter
void (() => implement(readNote, ({ params }) => ({ text: params.chat_id })));
// @ts-expect-error -- not what the operation answers
void (() => implement(readNote, () => ({ words: 'none' })));
