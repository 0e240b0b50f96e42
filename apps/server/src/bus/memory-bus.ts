import type { Bus, BusEvent, BusListener, Topic } from './bus.ts';

/** The bus of one process. Delivers at once and in order: publishers run before their subscribers' next tick ends. */
export function createMemoryBus(onError: (error: unknown) => void = throwLater): Bus {
  const handlers = new Map<Topic, Set<BusListener>>();
  return {
    publish(topic, event) {
      for (const handler of handlers.get(topic) ?? []) {
        // One that fails must not keep an event from the others, nor tell the sender that nothing was written.
        try {
          handler(event);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(topic, handler) {
      // A wrapper of its own for each call: the same function subscribed twice is heard twice.
      const entry = (event: BusEvent): unknown => handler(event);
      const entries = handlers.get(topic) ?? new Set();
      handlers.set(topic, entries.add(entry));
      return Promise.resolve(() => {
        entries.delete(entry);
        if (entries.size === 0 && handlers.get(topic) === entries) handlers.delete(topic);
      });
    },
    ping: () => Promise.resolve(),
    close() {
      handlers.clear();
      return Promise.resolve();
    },
  };
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
