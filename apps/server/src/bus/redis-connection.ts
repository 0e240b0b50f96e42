import { Redis } from 'ioredis';

export interface RedisConnectionOptions {
  /** `redis://` or `rediss://`, Redis 7 and up or Valkey. */
  url: string;
  /** Seen in the server's CLIENT LIST. */
  name: string;
  /** Hears once that the server is away, not of every attempt to come back. */
  onError: (error: unknown) => void;
}

/** The server has answered, and it is of no use. */
class RedisUnfitError extends Error {
  override readonly name = 'RedisUnfitError';
}

const pingEveryMs = 1_000;
/** A connection on which nothing comes back for this long is cut and made anew. */
const silentMs = 3_000;
const longestBackoffMs = 2_000;

/** A connection that comes back by itself. While it is away commands fail at once: nothing piles up for a server that is not there. */
export class RedisConnection {
  readonly client: Redis;
  readonly #beat: NodeJS.Timeout;
  #away = false;
  #closed = false;

  constructor({ url, name, onError }: RedisConnectionOptions) {
    this.client = new Redis(url, {
      connectionName: name,
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: silentMs,
      socketTimeout: silentMs,
      retryStrategy: backoffMs,
    });
    const wentAway = (error: Error): void => {
      if (!this.#away && !this.#closed) onError(new Error(`Redis is away: ${error.message}`, { cause: error }));
      this.#away = true;
    };
    this.client.on('error', wentAway);
    this.client.on('close', () => wentAway(new Error('the connection was closed')));
    this.client.on('ready', () => {
      this.#away = false;
    });
    // Without a command on the way nobody would notice that the other end is gone.
    this.#beat = setInterval(() => {
      if (this.isReady) this.client.ping().catch(() => {}); // the connection tells of its end itself
    }, pingEveryMs);
    this.#beat.unref();
  }

  get isReady(): boolean {
    // A socket that is about to close is `ready` for a moment longer.
    return this.client.status === 'ready' && this.client.stream.writable;
  }

  /** Resolves when the server answers, or after `withinMs` without it: it is tried for on. Rejects with RedisUnfitError. */
  async open(withinMs: number): Promise<void> {
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(() => timeout.resolve(), withinMs);
    const ready = new Promise<void>((resolve) => void this.client.once('ready', resolve));
    const refused = Promise.withResolvers<never>();
    const noteRefusal = (error: Error): void => {
      if (/\b(?:WRONGPASS|NOAUTH|NOPERM|invalid password|without any password)\b/.test(error.message)) {
        refused.reject(new RedisUnfitError(`Redis refuses the password of REDIS_URL: ${error.message}`));
      }
    };
    this.client.on('error', noteRefusal);
    this.client.connect().catch(() => {}); // told by the `error` event, and tried again
    try {
      await Promise.race([ready, timeout.promise, refused.promise]);
      if (this.isReady) await refuseUnfit(this.client);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      this.client.off('error', noteRefusal);
    }
  }

  onReady(handler: () => void): void {
    this.client.on('ready', handler);
  }

  /** Rejects where the server does not answer within `timeoutMs`. */
  async ping(timeoutMs: number): Promise<void> {
    const timeout = Promise.withResolvers<never>();
    const fail = (): void => timeout.reject(new Error(`nothing within ${timeoutMs} ms`));
    const timer = setTimeout(fail, timeoutMs);
    try {
      await Promise.race([this.client.ping(), timeout.promise]);
    } catch (error) {
      throw new Error('Redis does not answer.', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#beat);
    this.client.disconnect();
  }
}

/** With jitter, so that many nodes do not come back in the same moment. */
function backoffMs(attempt: number): number {
  return Math.min(longestBackoffMs, 50 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
}

async function refuseUnfit(client: Redis): Promise<void> {
  const info = await client.info('server').catch(() => '');
  const version = /^redis_version:(\d+)\.(\S+)/m.exec(info);
  if (version && Number(version[1]) < 7) {
    throw new RedisUnfitError(
      `Redis ${version[1]}.${version[2]} at REDIS_URL is too old. Confab needs Redis 7 or Valkey.`,
    );
  }
  if (/^redis_mode:cluster/m.test(info)) {
    throw new RedisUnfitError(
      'REDIS_URL names a node of a Redis Cluster. Confab needs a single Redis (with replicas if you like).',
    );
  }
}
