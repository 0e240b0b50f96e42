import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawConnection {
  socket: Socket;
  /** Bytes handed to the kernel or waiting here. */
  written: number;
}

/** A connection that writes requests and reads nothing of the answers: the kernel's buffers fill, then the server's. */
export async function openUnread(url: string, signal: AbortSignal): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.pause();
  // Being cut off is what a flood has to expect.
  socket.on('error', () => {});
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  await once(socket, 'connect');
  return { socket, written: 0 };
}

/** The same GET `count` times in one go, as HTTP/1.1 pipelining allows. */
export function pipelineGets(
  connection: RawConnection,
  path: string,
  { count, headers = {} }: { count: number; headers?: Readonly<Record<string, string>> },
): void {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  const request = `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  if (connection.socket.writable) connection.socket.write(request.repeat(count));
  connection.written += request.length * count;
}

/** Waits while the flood is held; ends with the signal. */
export async function hold(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const ended = Promise.withResolvers<void>();
  const timer = setTimeout(ended.resolve, ms);
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  await ended.promise;
  clearTimeout(timer);
}

export function countAlive(connections: readonly RawConnection[]): number {
  return connections.filter(({ socket }) => !socket.destroyed).length;
}
