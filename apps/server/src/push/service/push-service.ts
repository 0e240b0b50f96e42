import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { PushPayload } from '@confab/protocol';
import { decrypt, whyRefused } from './read-push.ts';

/** For tests: a push service as RFC 8030 has it, and the browsers that subscribed to it. It takes nothing that is not right. */
export interface PushService extends AsyncDisposable {
  url: string;
  /** A browser that subscribes: `body` is for `PUT /api/me/push-subscription`. */
  subscribe(): Browser;
  /** How it answers from now on: to all, or to one browser alone. Null: as it should. */
  fail(how: Fault | null, browser?: Browser): void;
  /** Requests that came, taken or not. */
  readonly requests: number;
  /** Why it did not take what came: what a right sender never brings about. */
  readonly complaints: readonly string[];
}

export interface Browser {
  id: string;
  body: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** All that came and could be read, in order. */
  readonly received: Received[];
  /** Resolves when as many have come. */
  until(count: number): Promise<Received[]>;
}

export interface Received {
  payload: PushPayload;
  topic: string | undefined;
  ttl: number;
  urgency: string | undefined;
  /** When it came, in milliseconds since 1970. */
  atMs: number;
}

export type Fault =
  | { status: number; retryAfter?: string | undefined }
  /** It takes it and answers after so long. */
  | { slowMs: number }
  /** It takes it at once, and answers after so long. */
  | { silentMs: number };

/** A request as it came. */
interface Came {
  headers: IncomingMessage['headers'];
  body: Buffer;
  atMs: number;
}

interface Kept extends Omit<Browser, 'received'> {
  received: Received[];
  /** Not read yet. */
  unread: Came[];
  keys: ReturnType<typeof createECDH>;
  auth: Buffer;
  waiting: { count: number; resolve: (received: Received[]) => void }[];
  fault: Fault | null;
}

export interface PushServiceOptions {
  /** By which it judges tokens. */
  wallNow?: () => number;
  /** It takes what comes, and reads and judges it when `received` is asked for: that costs more than sending. */
  readsLater?: boolean;
}

export async function startPushService({
  wallNow = Date.now,
  readsLater = false,
}: PushServiceOptions = {}): Promise<PushService> {
  const browsers = new Map<string, Kept>();
  const complaints: string[] = [];
  let fault: Fault | null = null;
  let requests = 0;
  let url = '';

  /** False: it is not right. */
  const read = (kept: Kept, { headers, body, atMs }: Came): boolean => {
    const wrong = whyNotTaken(headers, body, { origin: url, now: wallNow() });
    if (wrong !== null) {
      complaints.push(wrong);
      return false;
    }
    const { topic, ttl, urgency } = headers;
    const payload = JSON.parse(decrypt(body, kept).toString('utf8')) as PushPayload;
    kept.received.push({ payload, topic: topic?.toString(), ttl: Number(ttl), urgency: urgency?.toString(), atMs });
    kept.waiting = kept.waiting.filter(({ count, resolve }) => {
      if (kept.received.length < count) return true;
      resolve(kept.received);
      return false;
    });
    return true;
  };

  const take = (request: IncomingMessage, body: Buffer): { status: number; retryAfter?: string | undefined } => {
    const kept = browsers.get(request.url?.slice('/push/'.length) ?? '');
    if (!kept) return { status: 404 };
    const how = kept.fault ?? fault;
    if (how && 'status' in how) return how;
    const came = { headers: request.headers, body, atMs: Date.now() };
    if (readsLater) kept.unread.push(came);
    return { status: readsLater || read(kept, came) ? 201 : 400 };
  };

  const server = createServer((request, response) => {
    requests += 1;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const how = browsers.get(request.url?.slice('/push/'.length) ?? '')?.fault ?? fault;
      const end = (): void => answer(response, take(request, Buffer.concat(parts)));
      if (how && 'slowMs' in how) setTimeout(end, how.slowMs).unref();
      else if (how && 'silentMs' in how) {
        const taken = take(request, Buffer.concat(parts));
        setTimeout(() => answer(response, taken), how.silentMs).unref();
      } else end();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  return {
    url,
    complaints,
    get requests() {
      return requests;
    },
    subscribe() {
      const kept = makeBrowser(url);
      browsers.set(kept.id, kept);
      return {
        id: kept.id,
        body: kept.body,
        until: kept.until,
        get received() {
          for (const came of kept.unread.splice(0)) read(kept, came);
          return kept.received;
        },
      };
    },
    fail(how, browser) {
      if (!browser) {
        fault = how;
        return;
      }
      const kept = browsers.get(browser.id);
      if (!kept) throw new Error('It subscribed elsewhere.');
      kept.fault = how;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 8030, 5: null where all is right. */
function whyNotTaken(
  headers: IncomingMessage['headers'],
  body: Buffer,
  expected: { origin: string; now: number },
): string | null {
  const { authorization = '', ttl, topic } = headers;
  if (!/^\d+$/.test(ttl?.toString() ?? '')) return 'no TTL';
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic.toString())) return 'a bad Topic';
  if (body.length > 4_096) return 'too large';
  if (headers['content-encoding'] !== 'aes128gcm') return 'another encoding';
  return whyRefused(authorization, expected);
}

function answer(
  response: ServerResponse,
  { status, retryAfter }: { status: number; retryAfter?: string | undefined },
): void {
  response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
  response.end();
}

function makeBrowser(url: string): Kept {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  const id = randomBytes(9).toString('base64url');
  const kept: Kept = {
    id,
    keys,
    auth,
    body: {
      endpoint: `${url}/push/${id}`,
      keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
    },
    received: [],
    unread: [],
    waiting: [],
    fault: null,
    until: (count) =>
      new Promise((resolve) => {
        if (kept.received.length >= count) resolve(kept.received);
        else kept.waiting.push({ count, resolve });
      }),
  };
  return kept;
}
