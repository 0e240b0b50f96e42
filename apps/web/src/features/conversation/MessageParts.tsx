import type { Message } from '@confab/protocol';
import { useRegistry } from '../../registry/registry.ts';

/** What features show under the text of a message, above it, or at its edge. */
type Side = 'above' | 'under' | 'edge';

export function MessageParts({ message, side = 'under' }: { message: Message; side?: Side }) {
  const { messageParts } = useRegistry();
  return messageParts.map(
    ({ name, isAbove, isAtEdge, outlives = false, isFor, Part }) =>
      side === (isAbove ? 'above' : isAtEdge ? 'edge' : 'under') &&
      (outlives || message.deletedAt === null) &&
      isFor(message) && <Part key={name} message={message} />,
  );
}
