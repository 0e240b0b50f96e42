import type { SendOrder } from './send-order.ts';

type Asked = Pick<SendOrder, 'ask' | 'lookAtNames'>;

/**
 * The order of sends that no session asks for: the transaction looks whether their sender is let in by then, and muted, whatever memory
 * knows. `order` null: a moderator lets it go, who knows what they wrote.
 */
export function inTheirName(order: Asked | null): Asked {
  if (order === null) return { ask: () => ({ unvouched: true }), lookAtNames: () => null };
  return {
    ask: (said) => ({ ...order.ask(said), unvouched: true, muted: true }),
    lookAtNames: (said) => order.lookAtNames(said),
  };
}
