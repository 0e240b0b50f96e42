import { Readable } from 'node:stream';
import { methodOf, type Operation, routeOf, type Status } from '@confab/protocol';
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { z } from 'zod';
import { type Caller, callerOf } from './caller.ts';
import type { Routes } from './http-app.ts';

/** A request that fits what the operation declares; what it declares nothing about is undefined. */
export interface Call<O extends Operation> {
  params: O extends { params: infer Params extends z.core.$ZodType } ? z.output<Params> : undefined;
  query: O extends { query: infer Query extends z.core.$ZodType } ? z.output<Query> : undefined;
  body: O extends { body: infer Body extends z.core.$ZodType } ? z.output<Body> : undefined;
  /** Null where anyone may call, logged in or not. */
  caller: O extends { isPublic: true } ? null : Caller;
  request: FastifyRequest;
  reply: FastifyReply;
}

type BodyOf<O extends Operation, S> = S extends keyof O['answers']
  ? z.output<O['answers'][S]> extends null
    ? void
    : z.output<O['answers'][S]>
  : never;

type StatusOf<O extends Operation> = keyof O['answers'] & Status;

/** Where an operation declares several statuses, its answer names the one that it is. */
export class Answer<S extends Status, Body> {
  readonly status: S;
  readonly body: Body;
  constructor(status: S, body: Body) {
    this.status = status;
    this.body = body;
  }
}

/** An answer as JSON that is there already. Where an operation declares several statuses, it names the one that it is. */
export class JsonAnswer {
  readonly json: string | Uint8Array;
  readonly code: number | null;
  constructor(json: string | Uint8Array, code: number | null = null) {
    this.json = json;
    this.code = code;
  }
}

/** An answer that is no JSON. What has another content has another address: it is kept for good. */
export class FileAnswer {
  readonly bytes: Uint8Array;
  readonly type: string;
  constructor(bytes: Uint8Array, type: string) {
    this.bytes = bytes;
    this.type = type;
  }
}

/** An answer with its own headers: all of its bytes, bytes that come one after another, or none. */
export class RawAnswer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | Uint8Array | null;
  constructor(code: number, headers: Readonly<Record<string, string>>, body: RawAnswer['body'] = null) {
    this.code = code;
    this.headers = headers;
    this.body = body;
  }
}

type OneOf<O extends Operation, S> = S extends Status ? Answer<S, BodyOf<O, S>> : never;
type IsUnion<T, Whole = T> = T extends Whole ? ([Whole] extends [T] ? false : true) : never;

/** What the answer is, where the operation declares one; otherwise one of those that it declares, with its status. */
export type Handled<O extends Operation> =
  | JsonAnswer
  | FileAnswer
  | RawAnswer
  | OneOf<O, StatusOf<O>>
  | (IsUnion<StatusOf<O>> extends true ? never : BodyOf<O, StatusOf<O>>);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route carries out. */
    operation?: Operation;
  }
}

/** Of every answer that is JSON. */
export const jsonType = 'application/json; charset=utf-8';

/** The route of an operation. `handle` gets what the schemas made of the request, and throws an `ApiError` to refuse. */
export function implement<const O extends Operation>(
  operation: O,
  handle: (call: Call<O>) => Handled<O> | Promise<Handled<O>>,
): Routes {
  const [status = '200'] = Object.keys(operation.answers);
  const usual = Number(status);
  return (app) => {
    app.route({
      method: methodOf(operation.path),
      url: routeOf(operation.path),
      config: { public: operation.isPublic === true, operation },
      schema: schemaOf(operation),
      // Not asynchronous itself: it would be a promise and a turn more for each request, and one that Fastify waits for.
      handler(request, reply) {
        const params = operation.params && request.params;
        const query = operation.query && request.query;
        const body = operation.body && request.body;
        const caller = operation.isPublic ? null : callerOf(request);
        // Parsed by the schemas of the operation, which its type is made of.
        const call = { params, query, body, caller, request, reply } as unknown as Call<O>;
        const made = handle(call);
        if (!(made instanceof Promise)) return void send(reply, usual, made);
        made
          .then((answer) => void send(reply, usual, answer))
          .catch((error: unknown) => void reply.send(error instanceof Error ? error : new Error(String(error))));
      },
    });
  };
}

function schemaOf({ id, tag, summary, description, params, query, body, answers }: Operation): FastifySchema {
  return {
    tags: [tag],
    operationId: id,
    summary,
    ...(description !== undefined && { description }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: answers,
  };
}

function send(reply: FastifyReply, status: number, answer: unknown): FastifyReply {
  if (answer instanceof JsonAnswer)
    return reply
      .code(answer.code ?? status)
      .type(jsonType)
      .send(answer.json);
  if (answer instanceof FileAnswer) return sendFile(reply, answer);
  if (answer instanceof RawAnswer)
    return reply
      .code(answer.code)
      .headers(answer.headers)
      .send(bodyOf(reply, answer) ?? undefined);
  if (answer instanceof Answer) return reply.code(answer.status).send(answer.body);
  return reply.code(status).send(answer ?? null);
}

/** Fastify would read a stream to its end for whoever wants the head alone: all of an archive is made for one line (A43). */
function bodyOf({ request }: FastifyReply, { body }: RawAnswer): RawAnswer['body'] {
  if (request.method !== 'HEAD' || !(body instanceof Readable)) return body;
  body.destroy();
  return Readable.from([]);
}

/** No shared cache keeps it, since only who is logged in may have it. Opened by itself it can do nothing (A18). */
function sendFile(reply: FastifyReply, { bytes, type }: FileAnswer): FastifyReply {
  return reply
    .code(200)
    .type(type)
    .headers({
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
    })
    .send(Buffer.from(bytes));
}
