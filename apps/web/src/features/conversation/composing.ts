import type { Message } from '@confab/protocol';
import { createContext, use } from 'react';

/** What the log and the composer share: the message that is being edited. */
export type Composing = { editing: Message | null; edit: (message: Message | null) => void };

export const ComposingContext = createContext<Composing>({ editing: null, edit: () => undefined });

export function useComposing(): Composing {
  return use(ComposingContext);
}
