import { ApiError } from '../http/index.ts';

/** Asks whoever has an upload to leave it. */
type AskBack = () => void | Promise<void>;

interface Holder {
  askBack: AskBack;
  waiting: Waiting[];
}

interface Waiting {
  askBack: AskBack;
  begin: () => void;
}

/** A client has one request that broke off, and one that goes on. */
const waitingMax = 4;
const waitMs = 10_000;

/**
 * One request at a time for each upload. Whoever comes waits until the one before has left, which is asked to; of more than a few at once
 * the last are refused (A43).
 */
export class UploadTurns {
  readonly #holders = new Map<string, Holder>();

  newLock(id: string): { lock: (signal: AbortSignal, askBack: AskBack) => Promise<void>; unlock: () => Promise<void> } {
    return { lock: (signal, askBack) => this.#begin(id, signal, askBack), unlock: async () => this.#end(id) };
  }

  /** Whoever has it leaves it soon. */
  async askBack(id: string): Promise<void> {
    await this.#holders.get(id)?.askBack();
  }

  async #begin(id: string, signal: AbortSignal, askBack: AskBack): Promise<void> {
    const holder = this.#holders.get(id);
    if (!holder) {
      this.#holders.set(id, { askBack, waiting: [] });
      return;
    }
    if (signal.aborted || holder.waiting.length >= waitingMax) refuse();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const own: Waiting = { askBack, begin: resolve };
    holder.waiting.push(own);
    const leave = (): void => {
      holder.waiting = holder.waiting.filter((other) => other !== own);
      reject(new Error('Nobody waits for it any more.'));
    };
    const timer = setTimeout(leave, waitMs);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await Promise.all([holder.askBack(), promise]);
    } catch {
      refuse();
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    }
  }

  #end(id: string): void {
    const holder = this.#holders.get(id);
    const next = holder?.waiting.shift();
    if (!holder || !next) {
      this.#holders.delete(id);
      return;
    }
    holder.askBack = next.askBack;
    next.begin();
    if (holder.waiting.length > 0) void next.askBack();
  }
}

function refuse(): never {
  throw new ApiError('unavailable', 'Another request writes to this upload. Ask how far it is, and go on there.', {
    retryAfterSeconds: 2,
  });
}
