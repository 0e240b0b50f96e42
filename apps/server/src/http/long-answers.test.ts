import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { fastify } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { Caller } from './caller.ts';
import type { HttpApp } from './http-app.ts';
import { endLongAnswers } from './long-answers.ts';

const ada: Caller = { userId: 'ada', sessionId: 's', role: 'admin', restricted: null };
let app: HttpApp;
afterEach(() => app.close());

/** Reads an answer without an end, until `change` makes something else of whoever asked. */
async function readUntil(
  change: () => Caller | null,
): Promise<{ read: number; failed: boolean; isDestroyed: boolean }> {
  let now: Caller | null = ada;
  app = fastify() as unknown as HttpApp;
  endLongAnswers(app, { liveCaller: () => Promise.resolve(now), permits: (role) => role === 'admin' });
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = ada;
    done();
  });
  const body = Readable.from(endless());
  app.get('/endless', (_request, reply) => reply.send(body));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/endless`);
  let read = 0;
  let failed = false;
  try {
    for await (const bytes of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      read += bytes.length;
      now = change();
    }
  } catch {
    failed = true;
  }
  return { read, failed, isDestroyed: body.destroyed };
}

async function* endless(): AsyncGenerator<Buffer> {
  for (;;) {
    yield Buffer.alloc(1_024);
    await setImmediate();
  }
}

test.each<[string, Caller | null]>([
  ['was logged out or deactivated', null],
  ['has another role, which may not have it', { ...ada, role: 'member' }],
  ['has to show a second factor first', { ...ada, restricted: 'second-factor' }],
])('[A4] an answer that is under way breaks off for whoever %s', async (_, become) => {
  const { read, failed, isDestroyed } = await readUntil(() => become);
  expect(read).toBeGreaterThan(0);
  expect([failed, isDestroyed]).toEqual([true, true]);
});
