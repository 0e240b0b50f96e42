import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { isApi } from './guard.ts';
import type { HttpApp } from './http-app.ts';
import { matchedRoute } from './matched-route.ts';
import { settled } from './settled.ts';

/** A route with a schema refuses what the schema does not know. One without a schema knows no field at all. */
export function refuseUnknownFields(app: HttpApp): void {
  app.addHook(
    'preValidation',
    settled((request: FastifyRequest) => {
      const { schema, config } = matchedRoute(request);
      if (request.is404 || !isApi(request) || config.catchAll === true) return;
      const fields = [
        ...(schema?.body ? [] : namesIn(request.body)),
        ...(schema?.querystring ? [] : namesIn(request.query)),
      ];
      if (fields.length === 0) return;
      throw new ApiError('invalid-request', 'Correct the fields that `errors` names.', {
        errors: fields.map((path) => ({ path, message: 'unknown field' })),
      });
    }),
  );
}

function namesIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).slice(0, 100) : [];
}
