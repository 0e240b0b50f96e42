import type { Clock } from './clock.ts';
import type { ClientState } from './state.ts';

export interface Store {
  get(): ClientState;
  update(change: (state: ClientState) => ClientState): void;
  /** Listeners hear of everything that `run` changes at once, at its end. */
  batch<Result>(run: () => Result): Result;
  subscribe(listener: () => void): () => void;
  until(predicate: (state: ClientState) => boolean, timeoutMs: number): Promise<ClientState>;
}

export function createStore(initial: ClientState, clock: Clock): Store {
  const listeners = new Set<() => void>();
  let state = initial;
  let told = initial;
  let depth = 0;

  function batch<Result>(run: () => Result): Result {
    depth += 1;
    try {
      return run();
    } finally {
      depth -= 1;
      if (depth === 0) tell();
    }
  }

  function tell(): void {
    // A listener may change the state again: those that follow hear of the newest once.
    if (told === state) return;
    told = state;
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    get: () => state,
    update: (change) =>
      batch(() => {
        state = change(state);
      }),
    batch,
    subscribe,
    until(predicate, timeoutMs) {
      if (predicate(state)) return Promise.resolve(state);
      return new Promise((resolve, reject) => {
        const stop = subscribe(() => {
          if (!predicate(state)) return;
          finish();
          resolve(state);
        });
        const cancel = clock.after(timeoutMs, () => {
          finish();
          reject(new DOMException(`the client's state did not fit within ${timeoutMs} ms`, 'TimeoutError'));
        });
        const finish = () => {
          stop();
          cancel();
        };
      });
    },
  };
}
