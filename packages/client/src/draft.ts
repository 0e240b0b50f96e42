import type { DraftParts } from '@confab/protocol';
import { countCharacters } from '@confab/protocol/characters';
import { trimContent } from '@confab/protocol/content';
import { limits } from '@confab/protocol/limits';
import { ApiError } from './api-error.ts';

/** Files of a message, as it is sent. */
export type DraftFiles = NonNullable<DraftParts['files']>;

/** A file of a message that is still to be uploaded, by whoever wrote it: the client has no bytes. */
export interface PendingUpload extends Omit<DraftFiles[number], 'id'> {
  /** Unique on this device: by it the bytes are found again, after a restart too. */
  readonly key: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The media type as far as it is known here; empty where not. */
  readonly type: string;
}

/** A message as somebody writes it: the text, and what features send beside it. A text alone is a draft too. */
export interface Draft {
  readonly content: string;
  readonly parts?: DraftParts;
  /**
   * Files that it waits for, in their order: it goes out after `filesReady`, and what is sent to the same chat meanwhile after it.
   * In the place of `parts.files`.
   */
  readonly uploads?: readonly PendingUpload[];
}

/** The text and the parts of a draft, as they are sent. */
export type WholeDraft = Required<Pick<Draft, 'content' | 'parts'>>;

export function isSameDraft(one: WholeDraft, other: WholeDraft): boolean {
  return one.content === other.content && JSON.stringify(one.parts) === JSON.stringify(other.parts);
}

export function hasParts({ parts }: WholeDraft): boolean {
  return Object.keys(parts).length > 0;
}

/** Throws where the server would refuse the text. */
export function checkDraft(draft: string | Draft): WholeDraft & Pick<Draft, 'uploads'> {
  const { content, parts = {}, uploads }: Draft = typeof draft === 'string' ? { content: draft } : draft;
  const trimmed = trimContent(content);
  const hasFiles = parts.files !== undefined || uploads !== undefined;
  const saysSomething = trimmed !== '' || (hasFiles && parts.toChat === undefined);
  if (saysSomething && countCharacters(trimmed) <= limits.contentMax) {
    return { content: trimmed, parts, ...(uploads && { uploads }) };
  }
  const message = saysSomething ? `at most ${limits.contentMax.toLocaleString('en')} characters` : 'write something';
  throw new ApiError({
    code: 'invalid-request',
    status: 400,
    detail: `A message can't be sent: ${message}.`,
    errors: [{ path: 'content', message }],
  });
}
