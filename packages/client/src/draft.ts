import type { DraftParts } from '@confab/protocol';
import { countCharacters } from '@confab/protocol/characters';
import { trimContent } from '@confab/protocol/content';
import { limits } from '@confab/protocol/limits';
import { ApiError } from './api-error.ts';

/** A message as somebody writes it: the text, and what features send beside it. A text alone is a draft too. */
export interface Draft {
  readonly content: string;
  readonly parts?: DraftParts;
}

/** A draft that may be sent. */
export type WholeDraft = Required<Draft>;

export function isSameDraft(one: WholeDraft, other: WholeDraft): boolean {
  return one.content === other.content && JSON.stringify(one.parts) === JSON.stringify(other.parts);
}

export function hasParts({ parts }: WholeDraft): boolean {
  return Object.keys(parts).length > 0;
}

/** Throws where the server would refuse the text. */
export function checkDraft(draft: string | Draft): WholeDraft {
  const { content, parts = {} } = typeof draft === 'string' ? { content: draft } : draft;
  const trimmed = trimContent(content);
  const saysSomething = trimmed !== '' || (parts.files !== undefined && parts.toChat === undefined);
  if (saysSomething && countCharacters(trimmed) <= limits.contentMax) return { content: trimmed, parts };
  const message = saysSomething ? `at most ${limits.contentMax.toLocaleString('en')} characters` : 'write something';
  throw new ApiError({
    code: 'invalid-request',
    status: 400,
    detail: `A message can't be sent: ${message}.`,
    errors: [{ path: 'content', message }],
  });
}
