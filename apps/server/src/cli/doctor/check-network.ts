import { createServer } from 'node:net';
import type { Config } from '../../config/index.ts';
import { type Finding, reasonOf } from './finding.ts';

const answerMs = 5_000;

/** Whether a server can listen there, or one of ours does. */
export async function checkPort({ host, port }: Config): Promise<Finding> {
  const subject = 'port';
  const where = `${host}:${port}`;
  const error = await tryToListen(host, port);
  if (error === null) return { subject, status: 'ok', text: `${where} is free. No server runs there.` };
  if (error.code !== 'EADDRINUSE') {
    const advice = 'Set HOST to an address of this machine, and PORT to 1024 or more.';
    return { subject, status: 'problem', text: `${where} can't be listened on: ${reasonOf(error)}`, advice };
  }
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const health = await ask(`http://${own}:${port}/readyz`);
  if (health?.status === 'ok') return { subject, status: 'ok', text: `Confab runs on ${where}, and is ready.` };
  if (health?.status === undefined) {
    const advice = 'Stop that, or set another PORT.';
    return { subject, status: 'problem', text: `${where} is taken by another program.`, advice };
  }
  const failed = health.failed?.join(', ') ?? 'not said';
  const status = health.status === 'degraded' ? 'attention' : 'problem';
  return { subject, status, text: `Confab runs on ${where}, and is not well: ${failed}.`, advice: 'Its log says why.' };
}

/** Whether it is there where people open it. */
export async function checkAddress({ publicUrl, trustedProxies }: Config): Promise<Finding | null> {
  const subject = 'address';
  if (publicUrl === undefined) return null;
  const health = await ask(`${publicUrl}/healthz`);
  if (health?.status !== 'ok') {
    const advice =
      'Look at the proxy in front, its certificate, and the name in the DNS. Not from everywhere one reaches oneself.';
    return { subject, status: 'attention', text: `${publicUrl} does not answer from here.`, advice };
  }
  if (trustedProxies.length === 0 && publicUrl.startsWith('https:')) {
    const text = `${publicUrl} answers, and TRUSTED_PROXIES names no proxy.`;
    const advice = 'Set it to the address of the one in front: without it, all people count as one for the limits.';
    return { subject, status: 'attention', text, advice };
  }
  return { subject, status: 'ok', text: `${publicUrl} answers.` };
}

function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

async function ask(url: string): Promise<{ status?: string; failed?: string[] } | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs), redirect: 'manual' });
    return (await answer.json()) as { status?: string; failed?: string[] };
  } catch {
    return null;
  }
}
