import type { Command } from '@confab/protocol';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

/** What came close together is one command. */
const tellAfterMs = 500;
/** In one command. */
const chatsMax = 100;

export type Arrivals = ReturnType<typeof createArrivals>;

/** Tells the server up to where this client has the direct chats (D44). What was read is here: of that nothing is said. */
export function createArrivals(options: { store: Store; clock: Clock; send: (command: Command) => void }) {
  const { store, clock, send } = options;
  const told = new Map<string, number>();
  let cancel: (() => void) | null = null;

  function tell(): void {
    cancel = null;
    const chats: Record<string, number> = {};
    for (const { id, kind, unread, lastSeq, sync } of store.get().chats.values()) {
      if (kind !== 'direct' || unread === 0 || sync.behind || (told.get(id) ?? 0) >= lastSeq) continue;
      chats[id] = lastSeq;
      told.set(id, lastSeq);
      if (Object.keys(chats).length < chatsMax) continue;
      tellSoon();
      break;
    }
    if (Object.keys(chats).length > 0) send({ type: 'delivered', chats });
  }

  function tellSoon(): void {
    if (store.get().features.includes('receipts')) cancel ??= clock.after(tellAfterMs, tell);
  }

  return {
    /** Something may have come. */
    tellSoon,
    /** What was said on the connection that is gone may be lost. */
    stop(): void {
      cancel?.();
      cancel = null;
      told.clear();
    },
  };
}
