import { setTimeout as sleep } from 'node:timers/promises';
import { serverEventSchema } from '@confab/protocol';
import { WebSocket, type RawData } from 'ws';
import { coresBetween, readUsage } from '../../../bench/measure/process-usage.ts';

const settleMs = 12_000;
const windowMs = 30_000;
const connectedAtOnce = 20;

/** Connects with each of these sessions, as the client does: resumes once it is welcome. The `ws` package answers pings. */
export async function connectAll(url: string, tokens: readonly string[]): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let from = 0; from < tokens.length; from += connectedAtOnce) {
    const part = tokens.slice(from, from + connectedAtOnce);
    sockets.push(...(await Promise.all(part.map((token) => connect(url, token)))));
  }
  return sockets;
}

export function requireAllOpen(sockets: readonly WebSocket[]): void {
  const closed = sockets.filter(({ readyState }) => readyState !== WebSocket.OPEN).length;
  if (closed > 0) throw new Error(`${closed} connections were closed.`);
}

/** Cores that each of the processes, with its children, is using while nothing happens. */
export async function coresInQuiet(...pids: readonly number[]): Promise<number[]> {
  await sleep(settleMs);
  const before = pids.map((pid) => readUsage(pid));
  await sleep(windowMs);
  return before.map((usage, index) => coresBetween(usage, readUsage(pids[index] ?? 0)));
}

function connect(url: string, token: string): Promise<WebSocket> {
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/ws`, { headers });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: RawData) => {
      const event = serverEventSchema.parse(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
      if (event.type === 'welcome') socket.send(JSON.stringify({ type: 'resume', epoch: event.epoch, cursors: {} }));
      if (event.type === 'ready') resolve(socket);
    });
  });
}
