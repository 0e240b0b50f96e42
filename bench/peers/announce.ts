import type { Server } from 'node:net';

/** Listens on a free port, says which, and ends together with the benchmark. */
export function listenAndAnnounce(server: Server): void {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
  });
  process.stdin.on('end', () => process.exit()).resume();
  process.on('SIGINT', () => {});
}
