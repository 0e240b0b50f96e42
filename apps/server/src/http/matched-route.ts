import type { FastifyRequest } from 'fastify';

type Route = FastifyRequest['routeOptions'];

declare module 'fastify' {
  interface FastifyRequest {
    /** Read it with `matchedRoute`. */
    route: Route | null;
  }
}

/** What the matched route says of itself: put together once for each request, where Fastify does it each time it is asked. */
export function matchedRoute(request: FastifyRequest): Route {
  return (request.route ??= request.routeOptions);
}
