import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Account, bearerOf } from './accounts.ts';
import type { Flood, FloodReport } from './flood.ts';

const sockets = 20;
const floodMs = 10_000;
const framesAWrite = 10_000;

// Empty and masked with zeros, as RFC 6455 has them: FIN and opcode, the mask bit and no length, the mask.
export const pongs: Flood = controlFrames('pongs', Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
export const pings: Flood = controlFrames('pings', Buffer.from([0x89, 0x80, 0, 0, 0, 0]));

function controlFrames(name: string, frame: Buffer): Flood {
  return {
    title: `one account sends ${name} nobody asked for on ${sockets} sockets`,
    accounts: 1,
    async run({ url, accounts: [account] }, signal) {
      if (!account) throw new Error('This flood needs an account.');
      const open = await Promise.all(Array.from({ length: sockets }, () => upgrade(url, account, signal)));
      const frames = Buffer.concat(Array.from({ length: framesAWrite }, () => frame));
      return await pour(open, frames, signal);
    },
  };
}

async function upgrade(url: string, account: Account, signal: AbortSignal): Promise<Socket> {
  const asking = request(`${url}/api/ws`, {
    headers: {
      ...bearerOf(account),
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  asking.end();
  const [, socket] = (await once(asking, 'upgrade', { signal })) as [IncomingMessage, Socket];
  socket.on('error', () => {});
  socket.resume();
  return socket;
}

async function pour(open: readonly Socket[], frames: Buffer, signal: AbortSignal): Promise<FloodReport> {
  let sent = 0;
  const until = performance.now() + floodMs;
  while (performance.now() < until && !signal.aborted) {
    for (const socket of open) {
      // What the kernel does not take stays with the attacker.
      if (!socket.writable || socket.writableLength > frames.length) continue;
      socket.write(frames);
      sent += framesAWrite;
    }
    await nextTurn();
  }
  const closedByServer = open.filter((socket) => socket.readableEnded || socket.destroyed).length;
  for (const socket of open) socket.destroy();
  return { frames: sent, closedByServer };
}
