import { createServer, type RequestListener, type Server } from 'node:http';
import { answersWith } from './answers-with.ts';
import { boundByAddress, cutOffWithoutProgress, oneAtATime } from './connection-bounds.ts';

export interface ServerSettings {
  /** Connections from here are not counted by address: a proxy's, or nobody's where limits are off. */
  isExempt: (address: string) => boolean;
  /** Of every answer. */
  commonHeaders: Readonly<Record<string, string>>;
}

/** Node's server, with what one connection and one address may have open and unsent in bounds. */
export function createBoundedServer(handle: RequestListener, { isExempt, commonHeaders }: ServerSettings): Server {
  const { listener, isBusy } = oneAtATime(handle);
  const server = createServer(
    {
      ServerResponse: answersWith(commonHeaders),
      requestTimeout: 30_000,
      headersTimeout: 15_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      // Whatever else a client would rather speak, such as h2c, is its wish alone: it gets its answer. So does whoever wants
      // a socket while earlier requests wait: their answers would be written into it.
      shouldUpgradeCallback: ({ headers, socket }) =>
        headers.upgrade?.trim().toLowerCase() === 'websocket' && !isBusy(socket),
    },
    listener,
  );
  server.timeout = 15_000;
  cutOffWithoutProgress(server, isBusy);
  boundByAddress(server, isExempt);
  return server;
}
