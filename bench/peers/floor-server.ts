import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { FrameReader } from '../load/frame-reader.ts';
import { serverFrame } from '../load/frames.ts';
import { listenAndAnnounce } from './announce.ts';
import { makeMessage, parseSent } from './message.ts';

/**
 * The practical floor of Node: no library, no accounts, no storage, no limits. A frame is built once, all that one tick
 * produced is joined once, and every socket gets one write.
 */
const sockets = new Set<Socket>();
let pending: Buffer[] = [];

function broadcast(text: string): void {
  if (pending.length === 0) setImmediate(flush);
  pending.push(serverFrame(JSON.stringify({ type: 'message', message: makeMessage(parseSent(text)) })));
}

function flush(): void {
  const joined = Buffer.concat(pending);
  pending = [];
  for (const socket of sockets) socket.write(joined);
}

function upgrade(socket: Socket, head: string): void {
  const key = /sec-websocket-key: *(\S+)/i.exec(head)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  sockets.add(socket);
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
  socket.once('data', (head: Buffer) => {
    upgrade(socket, head.toString('latin1'));
    const reader = new FrameReader((_opcode, bytes, start, end) => broadcast(bytes.toString('utf8', start, end)));
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
  });
});

listenAndAnnounce(server);
