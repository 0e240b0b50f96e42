import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RateStore } from '../bus/rate-store.ts';
import { addressOf, ApiError, type Routes } from '../http/index.ts';

/** What an address in a mail leads to: a page that asks, and does it when it is told to. A look alone does nothing. */
export interface MailPage {
  path: string;
  question: string;
  button: string;
  done: string;
  /** What the token holds for, as it was found: to be done where it is meant. Null where it is none. */
  find(token: string): Promise<(() => Promise<void>) | null>;
}

/** A form of a mail service has no more. */
const bodyBytesMax = 4_096;

/** Each asks the database. Of one address within a minute; mail services post for many of their people. */
const lookedAtMax = 300;
const minuteMs = 60_000;

/** `rates` null: nothing is counted. */
export function mailPages(pages: readonly MailPage[], rates: RateStore | null): Routes {
  return async (app) => {
    await app.register((scope, _options, done) => {
      // Mail services post as forms do. What they say is nothing but that it is meant.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: bodyBytesMax }, (_request, _body, parsed) => {
        parsed(null, null);
      });
      scope.addHook('onRequest', async (request) => {
        const counted = await rates?.count(`mail page ${addressOf(request)}`, minuteMs);
        if (!counted || counted.current <= lookedAtMax) return;
        const retryAfterSeconds = Math.ceil(counted.ttlMs / 1_000);
        throw new ApiError('rate-limited', `Too many requests. Wait ${retryAfterSeconds} s, then try again.`, {
          retryAfterSeconds,
        });
      });
      const options = { config: { public: true, part: 'page' as const }, schema: { hide: true } };
      for (const page of pages) {
        scope.get(page.path, options, (request, reply) => answer(page, request, reply, false));
        scope.post(page.path, options, (request, reply) => answer(page, request, reply, true));
      }
      done();
    });
  };
}

async function answer(page: MailPage, request: FastifyRequest, reply: FastifyReply, isMeant: boolean) {
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': policy });
  void reply.type('text/html; charset=utf-8');
  const { t: token } = request.query as { t?: unknown };
  const run = typeof token === 'string' ? await page.find(token) : null;
  if (!run) return reply.code(404).send(html('This address is not right, or holds no more.', ''));
  if (!isMeant) return reply.send(html(page.question, `<form method="post"><button>${page.button}</button></form>`));
  await run();
  return reply.send(html(page.done, ''));
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function html(words: string, form: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark"><title>Confab</title><style>
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;text-align:center}
main{max-width:24rem;padding:1.5rem}
button{font:inherit;font-weight:600;min-height:44px;padding:0 1.25rem;border:0;border-radius:8px;background:#0a6f6f;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #3fb;outline-offset:2px}
</style></head><body><main><h1>Confab</h1><p>${words}</p>${form}</main></body></html>
`;
}
