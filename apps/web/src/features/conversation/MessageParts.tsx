import type { Message } from '@confab/protocol';
import { useRegistry } from '../../registry/registry.ts';

/** What features show under the text of a message, or above it. */
export function MessageParts({ message, isAbove = false }: { message: Message; isAbove?: boolean }) {
  const { messageParts } = useRegistry();
  return messageParts.map(
    ({ name, isAbove: standsAbove = false, outlives = false, isFor, Part }) =>
      standsAbove === isAbove &&
      (outlives || message.deletedAt === null) &&
      isFor(message) && <Part key={name} message={message} />,
  );
}
