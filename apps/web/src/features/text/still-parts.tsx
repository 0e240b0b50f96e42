import { CodeLook } from './CodeLook.tsx';
import { EditedLook } from './EditedLook.tsx';
import { FoldLook } from './FoldLook.tsx';
import { SpoilerLook } from './SpoilerLook.tsx';
import type { TextParts } from './text-parts.ts';

/** As the live ones begin, in the same places. */
export const stillParts: TextParts = {
  Code: ({ block }) => <CodeLook language={block.language}>{block.text}</CodeLook>,
  Spoiler: ({ children }) => <SpoilerLook isShown={false}>{children}</SpoilerLook>,
  Mention: ({ mention }) => `@${mention.name}`,
  Emoji: ({ sign }) => sign,
  Edited: EditedLook,
  Fold: ({ render, tail }) => (
    <FoldLook isOpen={false} tail={tail}>
      {render(false)}
    </FoldLook>
  ),
};
