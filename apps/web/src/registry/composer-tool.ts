import type { ComponentType } from 'react';

/** A button beside what one writes. It comes a moment after the first look at a chat; what it opens is loaded later. */
export type ComposerTool = { name: string; order: number; Tool: ComponentType<ComposerToolProps> };

export type ComposerToolProps = {
  chatId: string;
  /** Puts text where the caret is, or in the place of what is selected. The composer has the focus afterwards. */
  insert: (text: string) => void;
};
