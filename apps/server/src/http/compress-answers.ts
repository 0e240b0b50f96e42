import { constants, gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { isApi } from './guard.ts';
import type { HttpApp } from './http-app.ts';
import { sizeOf } from './payload-size.ts';

/**
 * Fits one packet as it is: compressing it would save nothing. Answers that hold a secret (a token, a ticket) are all
 * smaller, and so never compressed beside text that somebody else chose (BREACH).
 */
export const leastBytes = 1_400;

/** JSON of the API for clients that ask for it: fast, on the thread pool, a third or less of the bytes. */
export function compressAnswers(app: HttpApp): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isPacked = reply.hasHeader('content-encoding');
    if ((sizeOf(payload) < leastBytes && !isPacked) || !isApi(request) || isPicture(reply)) return done(null, payload);
    varyBy(reply, 'accept-encoding');
    if (isPacked || !accepts(request.headers['accept-encoding'], 'gzip')) return done(null, payload);
    gzip(payload as string | Uint8Array, { level: constants.Z_BEST_SPEED }, (error, bytes) => {
      if (error) return done(error);
      void reply.header('content-encoding', 'gzip').removeHeader('content-length');
      done(null, bytes);
    });
  });
}

/** They are compressed by themselves. */
function isPicture(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('image/');
}

/** Beside what the answer varies by already, such as the origin. */
export function varyBy(reply: FastifyReply, names: string): void {
  const others = reply.getHeader('vary');
  void reply.header('vary', others === undefined ? names : `${String(others)}, ${names}`);
}

/** Whether `Accept-Encoding` names the coding, and not with `q=0` (RFC 9110, 12.5.3). */
export function accepts(header: string | string[] | undefined, coding: string): boolean {
  if (header === undefined) return false;
  for (const part of String(header).split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (name === coding) return !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  }
  return false;
}
