import type { z } from 'zod';

/** One setting of the place: what it may be, and what it is where nobody set it. */
export interface PlaceSetting<Value> {
  readonly schema: z.ZodType<Value, Value>;
  readonly fallback: Value;
}

export function definePlaceSetting<Value>(
  schema: z.ZodType<Value, Value>,
  fallback: NoInfer<Value>,
): PlaceSetting<Value> {
  return { schema, fallback };
}
