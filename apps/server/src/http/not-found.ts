import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';

interface KnownPath {
  segments: string[];
  methods: Set<string>;
}

/**
 * Answers what is under /api and no route: 404, or 405 and `Allow` where the path exists with another method. Paths are
 * told apart as the router reads them, so that no second reading can differ from it.
 */
export function refuseUnknownPaths(app: HttpApp): void {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method, config }) => {
    if (config?.catchAll === true) return;
    const known = paths.get(url) ?? { segments: segmentsOf(url), methods: new Set() };
    for (const name of [method].flat()) known.methods.add(name);
    paths.set(url, known);
  });
  const refuse = (request: FastifyRequest, reply: FastifyReply): never => {
    const { '*': rest = '' } = request.params as { '*'?: string };
    const path = ['api', ...segmentsOf(rest)];
    const methods = [...paths.values()].filter((known) => isMatch(known, path)).flatMap((known) => [...known.methods]);
    if (methods.length === 0 || methods.includes(request.method))
      throw new ApiError('not-found', 'There is nothing at this address. See /docs.');
    const allow = [...new Set(methods)].toSorted().join(', ');
    void reply.header('allow', allow);
    throw new ApiError('method-not-allowed', `This address takes ${allow}.`);
  };
  const options = { config: { public: true, catchAll: true }, schema: { hide: true } };
  app.all('/api', options, refuse);
  app.all('/api/*', options, refuse);
  // A method that no route takes.
  app.setNotFoundHandler(() => {
    throw new ApiError('not-found', 'There is nothing at this address.');
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It stands for all paths that no other route takes. */
    catchAll?: boolean;
  }
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function isMatch({ segments }: KnownPath, path: readonly string[]): boolean {
  return segments.length === path.length && segments.every((part, at) => part.startsWith(':') || part === path[at]);
}
