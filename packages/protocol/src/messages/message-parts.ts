import type { Message } from './message.ts';
import type { messageFields } from '../features.ts';

/**
 * What a message is made of beside its identity, its place and its content, by the feature that owns it. On the wire the
 * parts stand among the other fields of a message. Here and not with the schemas, so that a browser can have it for its size.
 */
export type MessageParts = Pick<Message, keyof typeof messageFields | 'event'>;

/** Those of a message that has none. Clients of the first version count on finding both. */
const absentParts: Readonly<MessageParts> = { reactions: [], event: null };

/** The fields of a message without parts, as they stand in its JSON. */
export const absentPartsJson = JSON.stringify(absentParts).slice(1, -1);

/** As a message keeps them: the text of a JSON object with every field that `absentParts` has, null where it says nothing else. */
export function encodeParts(parts: MessageParts): string | null {
  const json = JSON.stringify({ ...absentParts, ...parts });
  return json.slice(1, -1) === absentPartsJson ? null : json;
}

/** `text` is what `encodeParts` wrote, by this version or another. */
export function decodeParts(text: string | null): MessageParts {
  return text === null ? { reactions: [], event: null } : { ...absentParts, ...(JSON.parse(text) as MessageParts) };
}
