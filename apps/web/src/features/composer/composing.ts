import type { PendingMessage } from '@confab/client';
import type { Message } from '@confab/protocol';
import { createContext, use } from 'react';

/** A message as it was when its editing began; a waiting one has no place in the log yet. */
export type EditBase = Message | PendingMessage;

/** What the log and the composer share: the message that is being edited. */
export type Composing = { editing: EditBase | null; edit: (message: EditBase | null) => void };

export const ComposingContext = createContext<Composing>({ editing: null, edit: () => undefined });

export function useComposing(): Composing {
  return use(ComposingContext);
}

/** Is on the server: has a place in the log. */
export function isInLog(base: EditBase): base is Message {
  return 'seq' in base;
}

export function idOfEdited(base: EditBase | null): string | null {
  if (base === null) return null;
  return isInLog(base) ? base.id : base.clientId;
}
