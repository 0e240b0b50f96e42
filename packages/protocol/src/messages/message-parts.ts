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

/** Every escape of a JSON text; the longer ones are of what no database stores. */
const escapes = /\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g;

/**
 * As a message keeps them: the text of a JSON object with every field that `absentParts` has, null where it says nothing else.
 * NUL and lone surrogates, which PostgreSQL has no place for, are replaced.
 */
export function encodeParts(parts: MessageParts): string | null {
  const json = JSON.stringify({ ...absentParts, ...parts });
  if (json.slice(1, -1) === absentPartsJson) return null;
  return json.replaceAll(escapes, (escape) => (escape.length > 2 ? '\ufffd' : escape));
}

/** `text` is what `encodeParts` wrote, by this version or another. */
export function decodeParts(text: string | null): MessageParts {
  return text === null ? { reactions: [], event: null } : { ...absentParts, ...(JSON.parse(text) as MessageParts) };
}
