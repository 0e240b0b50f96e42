import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';

interface KnownPath {
  segments: string[];
  methods: Set<string>;
}

/** Tells a path that does not exist (404) from one that exists with another method (405 and `Allow`). */
export function rememberPaths(app: HttpApp): (request: FastifyRequest, reply: FastifyReply) => never {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = paths.get(url) ?? { segments: segmentsOf(url), methods: new Set() };
    for (const name of [method].flat()) known.methods.add(name);
    paths.set(url, known);
  });
  return (request, reply) => {
    const path = segmentsOf(request.url.split('?', 1)[0] ?? '');
    const methods = [...paths.values()].filter((known) => isMatch(known, path)).flatMap((known) => [...known.methods]);
    if (methods.length === 0) throw new ApiError('not-found', 'There is nothing at this address. See /docs.');
    const allow = [...new Set(methods)].toSorted().join(', ');
    void reply.header('allow', allow);
    throw new ApiError('method-not-allowed', `This address takes ${allow}.`);
  };
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function isMatch({ segments }: KnownPath, path: readonly string[]): boolean {
  return segments.length === path.length && segments.every((part, at) => part.startsWith(':') || part === path[at]);
}
