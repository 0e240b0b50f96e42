import { errorCodes, type Problem } from '@confab/protocol';
import type { FastifyReply } from 'fastify';
import type { ApiError } from './api-error.ts';

export const problemType = 'application/problem+json; charset=utf-8';

export function toProblem(error: ApiError): Problem {
  const { status, title } = errorCodes[error.code];
  return {
    type: `urn:confab:error:${error.code}`,
    title,
    status,
    detail: error.detail,
    code: error.code,
    ...(error.errors && { errors: error.errors }),
    ...(error.current && { current: error.current }),
    ...(error.secondFactor && { secondFactor: error.secondFactor }),
  };
}

export function sendProblem(reply: FastifyReply, error: ApiError): FastifyReply {
  return reply.send(problemIn(reply, error));
}

/** Makes the answer a problem but for its body, which is what comes back. */
export function problemIn(reply: FastifyReply, error: ApiError): string {
  if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', Math.max(1, error.retryAfterSeconds));
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply.code(error.status).type(problemType).header('cache-control', 'no-store');
  return JSON.stringify(toProblem(error));
}
