import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react';
import type { ComposerToolProps } from '../../registry/composer-tool.ts';

/** What helps with writing, once it is loaded: plain text can be written and sent before. */
export type Assist = {
  /** Whether the key was for it. `isToSend`: otherwise the message goes. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>, isToSend: boolean) => boolean;
  /** Whether it has put in what was pasted. */
  onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => boolean;
};

export type AssistantProps = Pick<ComposerToolProps, 'canSend' | 'place' | 'written'> & {
  chatId: string;
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
  handle: RefObject<Assist | null>;
  hasToolbar: boolean;
};
