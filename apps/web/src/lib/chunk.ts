import { checkVersion } from './app-version.ts';
import { loadChunk } from './load-chunk.ts';

/**
 * - `network`: the server can't be reached; it is asked again by itself.
 * - `outdated`: the server has another version, and this one's files are gone.
 * - `broken`: the server is there, and still it does not load.
 */
export type ChunkFailure = 'network' | 'outdated' | 'broken';

export type ChunkState<Value> =
  | { status: 'waiting' }
  | { status: 'here'; value: Value }
  | { status: 'failed'; failure: ChunkFailure };

/** A part of the app that is loaded once, when it is wanted first or when there is time. */
export type Chunk<Value> = {
  read: () => ChunkState<Value>;
  subscribe: (listener: () => void) => () => void;
  /** Loads it, unless it is here or on its way. Never rejects: the state says how it went. */
  fetch: () => Promise<void>;
};

/** By then somebody who waits wants to be told. What comes later still counts. */
const patienceMs = 10_000;
/** How long until a server that could not be reached is asked again: twice as long each time, up to the second. */
const retryMs = [4_000, 32_000] as const;

export function createChunk<Value>(load: () => Promise<Value>): Chunk<Value> {
  const listeners = new Set<() => void>();
  let state: ChunkState<Value> = { status: 'waiting' };
  let underWay: Promise<void> | null = null;
  let stopRetrying: (() => void) | null = null;
  let retries = 0;

  function become(next: ChunkState<Value>): void {
    // A failure that nobody waits for is nobody's business: whoever wants it next begins anew.
    state = next.status === 'failed' && listeners.size === 0 ? { status: 'waiting' } : next;
    retryWhileWanted();
    for (const listener of listeners) listener();
  }

  /** Here and not in what tells of the failure: most of what comes late tells of none, and is to come all the same. */
  function retryWhileWanted(): void {
    stopRetrying?.();
    stopRetrying = null;
    if (state.status !== 'failed') retries = 0;
    else if (state.failure === 'network') stopRetrying = retryLater(() => void fetch(), retries++);
  }

  async function attempt(): Promise<void> {
    const timer = setTimeout(() => {
      if (state.status !== 'here') become({ status: 'failed', failure: 'network' });
    }, patienceMs);
    try {
      become({ status: 'here', value: await loadChunk(load) });
    } catch {
      become(await lookAgain(load));
    } finally {
      clearTimeout(timer);
    }
  }

  function fetch(): Promise<void> {
    if (state.status === 'here') return Promise.resolve();
    underWay ??= attempt().finally(() => (underWay = null));
    return underWay;
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (state.status === 'failed') become(state);
      };
    },
    fetch,
  };
}

/** What became of it. A server that came back between the last try and the question whether it is there gets one more. */
async function lookAgain<Value>(load: () => Promise<Value>): Promise<ChunkState<Value>> {
  const version = await checkVersion();
  if (version !== 'same') return { status: 'failed', failure: version === 'other' ? 'outdated' : 'network' };
  try {
    return { status: 'here', value: await load() };
  } catch {
    return { status: 'failed', failure: 'broken' };
  }
}

/** Not all pages of a server that comes back at the same moment; at once where the device has a network again. */
function retryLater(retry: () => void, retries: number): () => void {
  const [first, most] = retryMs;
  const timer = setTimeout(retry, Math.min(most, first * 2 ** retries) * (0.75 + Math.random() / 2));
  globalThis.addEventListener?.('online', retry);
  return () => {
    clearTimeout(timer);
    globalThis.removeEventListener?.('online', retry);
  };
}
