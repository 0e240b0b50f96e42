import { publish, type Work } from '../storage/rule.ts';

/** The type of what is published to all nodes: see order-changed.ts. */
export const orderChangedType = 'order-changed';

/** Each node reads anew what it asks before sends. */
export function tellOrderChanged(): Work<void> {
  return publish('nodes', { type: orderChangedType });
}
