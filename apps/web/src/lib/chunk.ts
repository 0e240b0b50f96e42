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

export function createChunk<Value>(load: () => Promise<Value>): Chunk<Value> {
  const listeners = new Set<() => void>();
  let state: ChunkState<Value> = { status: 'waiting' };
  let underWay: Promise<void> | null = null;

  function become(next: ChunkState<Value>): void {
    // A failure that nobody waits for is nobody's business: whoever wants it next begins anew.
    state = next.status === 'failed' && listeners.size === 0 ? { status: 'waiting' } : next;
    for (const listener of listeners) listener();
  }

  async function attempt(): Promise<void> {
    const timer = setTimeout(() => {
      if (state.status !== 'here') become({ status: 'failed', failure: 'network' });
    }, patienceMs);
    try {
      become({ status: 'here', value: await loadChunk(load) });
    } catch {
      become({ status: 'failed', failure: await findFailure() });
    } finally {
      clearTimeout(timer);
    }
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
    fetch() {
      if (state.status === 'here') return Promise.resolve();
      underWay ??= attempt().finally(() => (underWay = null));
      return underWay;
    },
  };
}

async function findFailure(): Promise<ChunkFailure> {
  const version = await checkVersion();
  return version === 'unreachable' ? 'network' : version === 'other' ? 'outdated' : 'broken';
}
