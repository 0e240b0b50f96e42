import type { Draft } from '@confab/client';
import type { ComponentType, RefObject } from 'react';

/** A button beside what one writes. It comes a moment after the first look at a chat; what it opens is loaded later. */
export type ComposerTool = {
  name: string;
  order: number;
  Tool: ComponentType<ComposerToolProps>;
  /** Beside the button that sends. */
  isAtEnd?: true;
};

export type ComposerToolProps = {
  chatId: string;
  /** Puts text where the caret is, or in the place of what is selected. The composer has the focus afterwards. */
  insert: (text: string) => void;
  /** There is something that could be sent, and it is no edit. */
  canSend: boolean;
  /** Above what is written, for what goes along with it. Null until it is there. */
  place: HTMLElement | null;
  written: RefObject<Written | null>;
};

/** What is written, for whoever sends it in another way than the button does. */
export type Written = {
  /** As it would be sent now. */
  read: () => Draft;
  /** It was sent: the composer is empty. */
  done: () => void;
  /** Something else was sent from here: the end of the log comes into sight. */
  sent: () => void;
};
