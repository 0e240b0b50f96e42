import type { OrderBefore } from './send-order.ts';

/**
 * The order of sends that no session asks for: the transaction looks whether their sender is let in by then, and muted, whatever memory
 * knows. `order` null: a moderator lets it go, who knows what they wrote.
 */
export function inTheirName(order: OrderBefore | null): OrderBefore {
  if (order === null) return { keepPace: () => null, lookAtNames: () => null, ask: () => ({ unvouched: true }) };
  return {
    keepPace: (senderId) => order.keepPace(senderId),
    ask: (said) => ({ ...order.ask(said), unvouched: true, muted: true }),
    lookAtNames: (said) => order.lookAtNames(said),
  };
}
