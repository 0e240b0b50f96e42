import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A load balancer without any memory of who was where: each connection goes to the next node that takes it. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
  /** The ports of the nodes that get new connections; those that are open stay where they are. */
  send(ports: readonly number[]): void;
}

export async function startBalancer(): Promise<Balancer> {
  const clients = new Set<Socket>();
  let ports: readonly number[] = [];
  let next = 0;
  const server = createServer({ pauseOnConnect: true }, (client) => {
    clients.add(client);
    client.on('error', () => client.destroy());
    client.once('close', () => clients.delete(client));
    const start = next++;
    const inTurn = ports.map((_, index) => ports[(start + index) % ports.length] ?? 0);
    void dialFirst(inTurn).then((node) => (node ? join(client, node) : client.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    send(to) {
      ports = to;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** A connection to the first of them that does not refuse it. */
async function dialFirst(ports: readonly number[]): Promise<Socket | null> {
  for (const port of ports) {
    const node = connect(port, '127.0.0.1');
    const dialled = await once(node, 'connect').then(
      () => true,
      () => false,
    );
    if (dialled) return node;
  }
  return null;
}

/** What ends one side ends the other: an orderly end after all that was sent before it, a broken one at once. */
function join(client: Socket, node: Socket): void {
  for (const [from, to] of [
    [client, node],
    [node, client],
  ] as const) {
    from.setNoDelay(true);
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroySoon());
    from.pipe(to);
  }
  if (client.destroyed) node.destroy();
}
