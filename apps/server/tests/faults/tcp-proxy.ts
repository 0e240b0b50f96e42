import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server on this machine, and fails as networks do. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  readonly connections: number;
  /** Cuts every connection and refuses new ones. */
  cut(): void;
  /** Keeps the connections and lets nothing through, either way: neither end is told. */
  stall(): void;
  /** Lets everything through again; what was cut has to connect anew. */
  heal(): void;
}

type State = 'open' | 'cut' | 'stalled';

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let state: State = 'open';
  const server = createServer((client) => {
    if (state === 'cut') {
      client.destroy();
      return;
    }
    const pair: [Socket, Socket] = [client, connect(targetPort, '127.0.0.1')];
    pairs.add(pair);
    const destroy = (): void => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    forward(pair[0], pair[1], destroy);
    forward(pair[1], pair[0], destroy);
    if (state === 'stalled') for (const socket of pair) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  const destroyAll = (): void => {
    for (const sockets of pairs) for (const socket of sockets) socket.destroy();
    pairs.clear();
  };
  return {
    port: address.port,
    get connections() {
      return pairs.size;
    },
    cut() {
      state = 'cut';
      destroyAll();
    },
    stall() {
      state = 'stalled';
      for (const sockets of pairs) for (const socket of sockets) socket.pause();
    },
    heal() {
      state = 'open';
      for (const sockets of pairs) for (const socket of sockets) socket.resume();
    },
    async [Symbol.asyncDispose]() {
      destroyAll();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

function forward(from: Socket, to: Socket, destroy: () => void): void {
  from.setNoDelay(true);
  from.on('data', (chunk) => void to.write(chunk));
  from.on('error', destroy);
  from.on('close', destroy);
}
