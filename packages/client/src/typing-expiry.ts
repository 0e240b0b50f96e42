import type { Clock } from './clock.ts';
import { expireTyping, nextTypingExpiry } from './local-changes.ts';
import type { Store } from './store.ts';

export type TypingExpiry = ReturnType<typeof createTypingExpiry>;

/** Ends what nobody ends: people who stopped typing without a word. */
export function createTypingExpiry({ store, clock }: { store: Store; clock: Clock }) {
  let cancel: (() => void) | null = null;

  function schedule(): void {
    if (cancel) return;
    const next = nextTypingExpiry(store.get());
    if (next === null) return;
    cancel = clock.after(Math.max(0, next - clock.elapsed()), () => {
      cancel = null;
      store.update((state) => expireTyping(state, clock.elapsed()));
      schedule();
    });
  }

  return {
    schedule,
    stop(): void {
      cancel?.();
      cancel = null;
    },
  };
}
