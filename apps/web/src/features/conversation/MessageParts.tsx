import type { Message } from '@confab/protocol';
import { useRegistry } from '../../registry/registry.ts';

/** What features show under the text of a message. */
export function MessageParts({ message }: { message: Message }) {
  const { messageParts } = useRegistry();
  return messageParts.map(({ name, isFor, Part }) => isFor(message) && <Part key={name} message={message} />);
}
