import type { SendOrder } from './send-order.ts';

/**
 * The order of sends that no session asks for: the transaction looks whether their sender is let in by then, and muted, whatever memory
 * knows. `order` null: a moderator lets it go, who knows what they wrote.
 */
export function inTheirName(order: Pick<SendOrder, 'ask'> | null): Pick<SendOrder, 'ask'> {
  if (order === null) return { ask: () => ({ unvouched: true }) };
  return { ask: (said) => ({ ...order.ask(said), unvouched: true, muted: true }) };
}
