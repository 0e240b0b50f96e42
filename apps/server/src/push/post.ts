import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isPublicHost, type Reach } from './endpoint.ts';
import { AddressError, lookUpAny, lookUpPublic } from './resolve-public.ts';

/** What came of a request: the status of an answer, or how far it got. */
export type Posted =
  | { status: number; retryAfter: string | undefined }
  | { fault: 'address' | 'dns' | 'connect' | 'tls' | 'timeout' };

export interface PostOptions {
  headers: Readonly<Record<string, string | number>>;
  body: Uint8Array;
  timeoutMs: number;
}

/** Sends to push services: keeps connections, follows no redirect, and reads no more of an answer than its head. */
export interface Poster {
  post(url: URL, options: PostOptions): Promise<Posted>;
  close(): void;
}

/** Of one host; more is never under way, see hosts.ts. */
const socketsPerHost = 128;
/** Of an answer, as much is passed over for the connection to be of use again. */
const passedOverBytes = 4_096;
const idleMs = 30_000;

export function createPoster(reach: Reach): Poster {
  const options = {
    keepAlive: true,
    maxSockets: socketsPerHost,
    // Pushes come in crowds: a connection that was closed between two of them is a handshake more.
    maxFreeSockets: 64,
    timeout: idleMs,
    lookup: reach.private ? lookUpAny : lookUpPublic,
  };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  return {
    async post(url, sent) {
      if (!reach.private && (url.protocol !== 'https:' || !isPublicHost(url.hostname))) return { fault: 'address' };
      const open = url.protocol === 'http:' ? httpRequest : httpsRequest;
      const agent = agents[url.protocol === 'http:' ? 'http:' : 'https:'];
      return await postOnce((signal) => open(url, { agent, method: 'POST', headers: sent.headers, signal }), sent);
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

type Open = (signal: AbortSignal) => ReturnType<typeof httpRequest>;

async function postOnce(open: Open, { body, timeoutMs }: PostOptions): Promise<Posted> {
  // What is behind it, not how the error reads, tells whether it was TLS: its messages are many.
  let isConnected = false;
  const time = AbortSignal.timeout(timeoutMs);
  try {
    return await new Promise<Posted>((resolve, reject) => {
      const request = open(time);
      request.on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => (isConnected = true));
      });
      request.on('error', reject);
      // Whoever answers that it speaks another protocol now ends it with neither an error nor an answer.
      request.on('close', () => resolve({ fault: 'connect' }));
      request.on('response', (answer) => {
        passOver(answer);
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
      });
      request.end(body);
    });
  } catch (error) {
    return { fault: time.aborted ? 'timeout' : faultOf(error, isConnected) };
  }
}

/** A connection whose answer goes on and on is of no use, nor is its answer. */
function passOver(answer: IncomingMessage): void {
  let bytes = 0;
  answer.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > passedOverBytes) answer.destroy();
  });
  answer.on('error', () => {});
}

function faultOf(error: unknown, isConnected: boolean): Exclude<Posted, { status: number }>['fault'] {
  if (error instanceof AddressError) return 'address';
  const { code = '', syscall = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'ETIMEDOUT') return 'timeout';
  if (dnsCalls.test(syscall) || dnsCodes.has(code)) return 'dns';
  // Cut off in the middle of the handshake is TLS as well.
  return tlsCodes.test(code) || (isConnected && String(error).includes('TLS')) ? 'tls' : 'connect';
}

const dnsCalls = /^(?:getaddrinfo|query)/;
const tlsCodes = /^(?:EPROTO|ERR_TLS|ERR_SSL|UNABLE_TO_|DEPTH_ZERO_)|CERT/;
const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'ETIMEOUT', 'EBADNAME', 'EBADRESP']);
