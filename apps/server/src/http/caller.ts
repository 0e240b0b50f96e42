import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

/** Who asks, by which session. */
export interface Caller {
  userId: string;
  sessionId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route that is not `config: { public: true }`; read it with `callerOf`. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Anyone may call it. Every other route under /api answers 401 before its handler runs. */
    public?: boolean;
  }
}

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new ApiError('unauthenticated', 'Log in, then try again.');
  return request.caller;
}
