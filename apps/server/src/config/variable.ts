import type { z } from 'zod';
import type { ValueKind } from './as-written.ts';

export interface VariableText {
  /** What it does. */
  description: string;
  /** What it may be; ends the sentence "must be …". */
  allowed: string;
  /** As the documentation shows it. */
  fallback: string;
  /** A word or a number if left out. */
  kind?: ValueKind;
}

const texts = new Map<string, VariableText>();

export function variable<Schema extends z.ZodType>(name: string, text: VariableText, schema: Schema): Schema {
  texts.set(name, text);
  return schema;
}

export const variableTexts: ReadonlyMap<string, VariableText> = texts;
