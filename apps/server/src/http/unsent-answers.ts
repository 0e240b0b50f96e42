import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';
import { problemIn } from './problem.ts';
import { sizeOf } from './payload-size.ts';

/** Smaller ones are not counted: the connections that could hold them are. */
const largeBytes = 32 * 1024;
/** Of the answers that one address has asked for and not taken yet. */
const unsentBytesMax = 24 * 1024 * 1024;

/**
 * Bounds what large answers wait in memory for one address to take them, over all its connections: one that would go past
 * it is replaced by a 429 (A42). A peer that reads holds next to nothing, whatever it asks for.
 */
export function boundUnsentAnswers(app: HttpApp, addressOf: (request: FastifyRequest) => string): void {
  const unsent = new Map<string, number>();
  app.addHook('onSend', (request, reply, payload, done) => {
    const bytes = sizeOf(payload);
    // Of one whose peer has gone while it was made, nothing would tell that it waits no more.
    if (bytes < largeBytes || reply.raw.destroyed) return done(null, payload);
    const address = addressOf(request);
    const before = unsent.get(address) ?? 0;
    if (before > 0 && before + bytes > unsentBytesMax) {
      const refusal = new ApiError('rate-limited', 'Too many answers wait to be taken. Read them, then ask again.', {
        retryAfterSeconds: 5,
      });
      return done(null, problemIn(reply, refusal));
    }
    unsent.set(address, before + bytes);
    reply.raw.once('close', () => {
      const left = (unsent.get(address) ?? bytes) - bytes;
      if (left <= 0) unsent.delete(address);
      else unsent.set(address, left);
    });
    done(null, payload);
  });
}
