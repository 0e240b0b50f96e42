import type { z } from 'zod';

/** One kind of document, declared by the feature that it belongs to. */
export interface DocumentKind<Kind extends string = string, Value = unknown, HasIds extends boolean = boolean> {
  readonly kind: Kind;
  /** What a value must be. Never null, which stands for a document that was deleted. */
  readonly value: z.ZodType<Value>;
  /** Of the value's JSON in UTF-8. */
  readonly maxBytes: number;
  /** Documents of this kind that one person may keep, each under an id. One without an id where false is in `hasIds`. */
  readonly max: number;
  readonly hasIds: HasIds;
  /** Clients read it, and what they put under it is refused. */
  readonly isOfServer?: true;
}

/**
 * Declares a kind. With `max` there are as many documents as that, under `kind/id`; without, there is one, under `kind`.
 * Nodes and clients of two versions share the documents: fields are added, never given another meaning.
 */
export function defineDocument<const Kind extends string, Value>(declared: {
  kind: Kind;
  value: z.ZodType<Value>;
  maxBytes: number;
  isOfServer?: true;
}): DocumentKind<Kind, Value, false>;
export function defineDocument<const Kind extends string, Value>(declared: {
  kind: Kind;
  value: z.ZodType<Value>;
  maxBytes: number;
  max: number;
  isOfServer?: true;
}): DocumentKind<Kind, Value, true>;
export function defineDocument<Kind extends string, Value>(declared: {
  kind: Kind;
  value: z.ZodType<Value>;
  maxBytes: number;
  max?: number;
  isOfServer?: true;
}): DocumentKind<Kind, Value> {
  return { ...declared, max: declared.max ?? 1, hasIds: declared.max !== undefined };
}
