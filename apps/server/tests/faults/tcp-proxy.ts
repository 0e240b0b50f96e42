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
  /** Lets this many more bytes through that way, then ends the connection that brought them. Once. */
  cutAfter(direction: 'to-server' | 'to-client', bytes: number): void;
  /** Keeps the connections, of which nobody ever hears again, and lets new ones through: a server was lost and replaced. */
  strand(): void;
  /** Lets everything through again but what was stranded; what was cut has to connect anew. */
  heal(): void;
  /** New connections go to another server: the old one was replaced. */
  aim(port: number): void;
}

interface Limit {
  direction: 'to-server' | 'to-client';
  bytes: number;
}

type State = 'open' | 'cut' | 'stalled';

export interface TcpProxyOptions {
  /** For each connection: what of a server's bytes goes on to the client. */
  filter?: () => (chunk: Buffer) => Buffer;
}

export async function startTcpProxy(targetPort: number, { filter }: TcpProxyOptions = {}): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  const stranded = new Set<[Socket, Socket]>();
  let state: State = 'open';
  let limit: Limit | null = null;
  /** How much of a chunk may go on, all of it where no limit is set or the limit is not reached. */
  const admit = (direction: Limit['direction'], length: number): number => {
    if (limit?.direction !== direction) return length;
    const admitted = Math.min(length, limit.bytes);
    limit.bytes -= admitted;
    return admitted;
  };
  const isReached = (direction: Limit['direction']): boolean => limit?.direction === direction && limit.bytes === 0;
  let aimedAt = targetPort;
  const server = createServer((client) => {
    if (state === 'cut') {
      client.destroy();
      return;
    }
    const pair: [Socket, Socket] = [client, connect(aimedAt, '127.0.0.1')];
    pairs.add(pair);
    const destroy = (): void => {
      if (stranded.has(pair)) return;
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    const pass = (direction: Limit['direction'], to: Socket, chunk: Buffer): void => {
      const admitted = chunk.subarray(0, admit(direction, chunk.length));
      if (!isReached(direction)) return void to.write(admitted);
      limit = null;
      to.end(admitted, destroy);
    };
    forward(pair[0], (chunk) => pass('to-server', pair[1], chunk), destroy);
    const filtered = filter?.() ?? ((chunk: Buffer) => chunk);
    forward(pair[1], (chunk) => pass('to-client', pair[0], filtered(chunk)), destroy);
    if (state === 'stalled') for (const socket of pair) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  const destroyAll = (): void => {
    for (const sockets of [...pairs, ...stranded]) for (const socket of sockets) socket.destroy();
    pairs.clear();
    stranded.clear();
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
    strand() {
      for (const pair of pairs) {
        stranded.add(pair);
        for (const socket of pair) socket.pause();
      }
      pairs.clear();
    },
    heal() {
      state = 'open';
      for (const sockets of pairs) for (const socket of sockets) socket.resume();
    },
    cutAfter(direction, bytes) {
      limit = { direction, bytes };
    },
    aim(port) {
      aimedAt = port;
    },
    async [Symbol.asyncDispose]() {
      destroyAll();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

function forward(from: Socket, pass: (chunk: Buffer) => void, destroy: () => void): void {
  from.setNoDelay(true);
  from.on('data', pass);
  from.on('error', destroy);
  from.on('close', destroy);
}
