import type { PlaceRole } from '@confab/protocol/place-role';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

/** Of whom it is, and which. */
export interface SessionName {
  userId: string;
  sessionId: string;
}

/** What somebody must do before anything else. */
export type Restriction = 'second-factor' | 'password';

/** Who asks, by which session, and what they are in the place. */
export interface Caller extends SessionName {
  role: PlaceRole;
  /** Only operations that say `whileRestricted` answer, and no socket is opened. */
  restricted: Restriction | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route that is not `config: { public: true }`; read it with `callerOf`. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Anyone may call it. Every other route answers 401 before its handler runs: none is public by being forgotten. */
    public?: boolean;
    /**
     * `api` where nothing is said: counted against the limits, stored nowhere, closed to foreign pages. A `page` is a file
     * of the web app or the docs. A `machine` route is for what watches the process: proxies keep it from strangers by
     * its path, so it answers to no other spelling of that.
     */
    part?: 'api' | 'page' | 'machine';
  }
}

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new ApiError('unauthenticated', 'Log in, then try again.');
  return request.caller;
}
