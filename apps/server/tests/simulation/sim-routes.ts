import type { z } from 'zod';
import type { Caller, Routes } from '../../src/http/index.ts';

interface RouteOptions {
  schema: { params?: z.ZodType; querystring?: z.ZodType; body?: z.ZodType };
}
interface RouteRequest {
  caller: Caller;
  params: unknown;
  query: unknown;
  body: unknown;
  headers: Readonly<Record<string, string>>;
}
type Handler = (request: RouteRequest, reply: Reply) => unknown;
interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  options: RouteOptions;
  handler: Handler;
}

/** The part of Fastify's reply that handlers use. */
class Reply {
  status = 200;
  readonly sent = Promise.withResolvers<unknown>();
  code(status: number): this {
    this.status = status;
    return this;
  }
  type(): this {
    return this;
  }
  header(): this {
    return this;
  }
  headers(): this {
    return this;
  }
  send(answer: unknown): this {
    this.sent.resolve(answer);
    return this;
  }
}

export interface Call {
  caller: Caller;
  method: string;
  url: URL;
  body: unknown;
}

/** The features' own handlers and schemas, without the HTTP around them: a request takes no time that is not simulated. */
export class SimRoutes {
  readonly #routes: Route[] = [];

  async register(routes: readonly Routes[]): Promise<void> {
    const add = (method: string, path: string, options: RouteOptions, handler: Handler): void => {
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`);
      this.#routes.push({ method, pattern, names, options, handler });
    };
    const methods = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' };
    const short = Object.entries(methods).map(([name, method]) => [name, add.bind(null, method)]);
    const route = (options: RouteOptions & { method: string; url: string; handler: Handler }): void =>
      add(options.method, options.url, options, options.handler);
    // Bodies are objects here already, so a part with another parser is like the rest.
    const parsers = { addContentTypeParser: () => {}, removeAllContentTypeParsers: () => {} };
    const app = { ...Object.fromEntries(short), ...parsers, route, register: (part: Routes) => part(app as never) };
    for (const register of routes) await register(app as never);
  }

  /** Answers with the JSON text, or throws what the handler throws. */
  async call({ caller, method, url, body }: Call): Promise<{ status: number; json: string }> {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(url.pathname) : null;
      if (!match) continue;
      const named = route.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')] as const);
      const { params, querystring, body: bodySchema } = route.options.schema;
      const reply = new Reply();
      const returned = await route.handler(
        {
          caller,
          params: params?.parse(Object.fromEntries(named)),
          query: querystring?.parse(Object.fromEntries(url.searchParams)),
          body: bodySchema?.parse(body),
          headers: {},
        },
        reply,
      );
      // A handler returns its answer, or sends it in its own time, and what it fails with as well.
      const answer = returned === undefined || returned === reply ? await reply.sent.promise : returned;
      if (answer instanceof Error) throw answer;
      return { status: reply.status, json: toJson(answer) };
    }
    throw new Error(`No route answers ${method} ${url.pathname}.`);
  }
}

/** What is JSON already is sent as it is. */
function toJson(answer: unknown): string {
  if (answer instanceof Uint8Array) return Buffer.from(answer).toString();
  return typeof answer === 'string' ? answer : JSON.stringify(answer ?? null);
}
