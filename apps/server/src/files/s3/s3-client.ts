import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FilesAwayError } from '../file-store.ts';
import type { S3Place } from '../../config/index.ts';
import { emptyHash, signRequest } from './sign-request.ts';

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Empty: of the bucket itself. */
  key: string;
  headers?: Record<string, string>;
  /** Opened anew for another try. */
  body?: { open: () => Readable; size: number; sha256: string };
}

export interface S3ClientOptions {
  /** Without a byte either way for so long, the store counts as away. */
  progressMs?: number;
  /** Files that are read at once, 64 if left out. */
  readsMax?: number;
}

/** Statuses that say "not now". */
const [awayFrom, tooManyRequests] = [500, 429];
const errorBytesMax = 4_096;
const socketsMax = 128;
const readsMaxDefault = 64;

/**
 * Requests to an S3-compatible store. Bodies stream both ways, no faster than the slower side; what goes up is signed with its hash, so
 * that the store refuses bytes that changed on their way.
 */
export class S3Client {
  readonly #place: S3Place;
  readonly #agent: HttpAgent;
  /** What is read is held for as long as its reader likes: nothing else waits for one of these connections. */
  readonly #readAgent: HttpAgent;
  readonly #progressMs: number;

  constructor(place: S3Place, { progressMs = 15_000, readsMax = readsMaxDefault }: S3ClientOptions = {}) {
    this.#place = place;
    this.#progressMs = progressMs;
    const agentOf = (maxSockets: number): HttpAgent => {
      const options = { keepAlive: true, maxSockets, maxFreeSockets: 8, scheduling: 'lifo' as const };
      return place.origin.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
    };
    this.#agent = agentOf(socketsMax);
    this.#readAgent = agentOf(readsMax);
  }

  /**
   * Resolves with an answer of 2xx, or of 404 where `mayMiss`; its body is the caller's to read or to end. Rejects with `FilesAwayError`, or
   * an error that says what the store refused.
   */
  async ask(asked: S3Request, { mayMiss = false } = {}): Promise<IncomingMessage> {
    const answer = await this.#send(asked).catch((error: unknown) => {
      // It closed a connection that was kept open for the next request, just as that was sent.
      if (error instanceof FilesAwayError && error.isStale) return this.#send(asked);
      throw error;
    });
    const status = answer.statusCode ?? 0;
    if ((status >= 200 && status < 300) || (mayMiss && status === 404)) return answer;
    const words = `The store for files answered ${asked.method} with ${status}${await readErrorCode(answer)}.`;
    throw status >= awayFrom || status === tooManyRequests ? new FilesAwayError(words) : new Error(words);
  }

  close(): void {
    this.#agent.destroy();
    this.#readAgent.destroy();
  }

  #send({ method, key, headers = {}, body }: S3Request): Promise<IncomingMessage> {
    const { origin, bucket, prefix } = this.#place;
    const path = key === '' ? `/${bucket}` : `/${bucket}/${prefix}${key}`;
    const signed = signRequest(this.#place, {
      method,
      path,
      headers: body ? { ...headers, 'content-length': String(body.size) } : headers,
      bodyHash: body?.sha256 ?? emptyHash,
      at: new Date(),
    });
    const agent = method === 'GET' ? this.#readAgent : this.#agent;
    const send = origin.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(new URL(path, origin), { method, headers: signed, agent });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    let answer: IncomingMessage | null = null;
    request.setTimeout(this.#progressMs, () => {
      // Whoever reads slowly keeps bytes waiting here: that is no fault of the store.
      if (answer && answer.readableLength > 0) return;
      const error = new FilesAwayError(`The store for files said nothing for ${this.#progressMs / 1_000} s.`);
      answer?.destroy(error);
      request.destroy(error);
    });
    request.once('response', (response) => {
      answer = response;
      resolve(response);
    });
    let ownFault: Error | null = null;
    request.once('error', (error) => reject(ownFault ?? asAway(error, request.reusedSocket && answer === null)));
    if (!body) request.end();
    else {
      // What is wrong with what is sent is no fault of the store's. It comes before the end of the request that it brings about.
      const bytes = body.open().once('error', (error) => (ownFault = error));
      // Whoever answers before all was sent has refused it: that answer counts, and a broken connection says so itself.
      pipeline(bytes, request).catch(() => request.destroy());
    }
    return promise;
  }
}

/** Whatever broke the connection: neither the address nor a header is in the words, which are logged. */
function asAway(error: Error, isReused: boolean): Error {
  if (error instanceof FilesAwayError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const isStale = isReused && (code === 'ECONNRESET' || code === 'EPIPE');
  return new FilesAwayError(`The store for files can’t be reached (${code}).`, { cause: error, isStale });
}

/** As ` (AccessDenied)`: a word of the store's, for whoever reads the log. */
async function readErrorCode(answer: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const bytes of answer) {
      text += String(bytes);
      if (text.length > errorBytesMax) break;
    }
  } catch {
    // It says no more than its status.
  }
  const code = /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1];
  return code === undefined ? '' : ` (${code})`;
}
