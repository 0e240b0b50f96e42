import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';

/** Requests that may wait on one connection while one is answered: more is no client that reads the answers. */
const waitingMax = 64;

interface Held {
  isBusy: boolean;
  waiting: { request: IncomingMessage; response: ServerResponse }[];
}

/**
 * One request at a time for each connection. The next is begun once the kernel has taken the whole answer of the one before,
 * so that a peer that reads nothing holds one answer here, however many requests it sends ahead (A42).
 */
export function oneAtATime(handle: RequestListener): {
  listener: RequestListener;
  isBusy: (socket: Socket) => boolean;
} {
  const connections = new WeakMap<Socket, Held>();
  const begin = (held: Held, request: IncomingMessage, response: ServerResponse): void => {
    held.isBusy = true;
    response.once('close', () => {
      held.isBusy = false;
      const next = held.waiting.shift();
      if (next && !request.socket.destroyed) begin(held, next.request, next.response);
    });
    handle(request, response);
  };
  return {
    listener(request, response) {
      const { socket } = request;
      let held = connections.get(socket);
      if (!held) connections.set(socket, (held = { isBusy: false, waiting: [] }));
      if (!held.isBusy) begin(held, request, response);
      else if (held.waiting.length < waitingMax) held.waiting.push({ request, response });
      else socket.destroy();
    },
    isBusy: (socket) => connections.get(socket)?.isBusy === true,
  };
}

/**
 * After `server.timeout` without a byte either way: whoever takes nothing of an answer is cut off, as an idle connection is.
 * One whose answer is still being made is left alone.
 */
export function cutOffWithoutProgress(server: Server, isBusy: (socket: Socket) => boolean): void {
  server.on('timeout', (socket: Socket) => {
    const isThinking = isBusy(socket) && socket.writableLength === 0;
    if (!isThinking) socket.destroy();
  });
}

/** Connections of one address that are no sockets of people who talk. */
export const connectionsPerAddress = 2_048;

/** `exempt`: proxies, through which everybody comes. An upgraded connection is counted elsewhere, by person. */
export function boundByAddress(server: Server, exempt: (address: string) => boolean): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    if (exempt(socket.remoteAddress ?? '')) return;
    // IPv6 by /64, as everywhere: a single customer has that many addresses. A socket that is gone already has none.
    const address = socket.remoteAddress === undefined ? '' : normalizeIP(socket.remoteAddress, 64);
    const count = (open.get(address) ?? 0) + 1;
    if (count > connectionsPerAddress) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    const leave = once(() => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    socket.once('close', leave);
    upgraded.set(socket, leave);
  });
  server.on('upgrade', (request) => upgraded.get(request.socket)?.());
}

const upgraded = new WeakMap<Socket, () => void>();

function once(task: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    task();
  };
}
