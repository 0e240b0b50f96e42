import fastifyHelmet from '@fastify/helmet';
import type { Config } from '../config/index.ts';
import type { HttpApp } from './http-app.ts';

/**
 * Scripts come from us alone, none inline. Styles may be inline: the virtual list and the dialogs set sizes and
 * places, and a style can't act. `connect-src 'self'` covers our own WebSockets.
 */
export async function setSecurityHeaders(app: HttpApp, { publicUrl }: Pick<Config, 'publicUrl'>): Promise<void> {
  const isHttps = publicUrl?.startsWith('https:') === true;
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    // Sent over plain HTTP it is ignored, and sent for localhost it would lock other servers on it out.
    hsts: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    void reply.header('x-request-id', request.id);
    done();
  });
}
