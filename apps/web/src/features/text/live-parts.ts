import { laterPart } from '../../lib/later-part.tsx';
import { NamedEmoji } from '../emoji/index.ts';
import { EditedButton } from './EditedButton.tsx';
import { Fold } from './Fold.tsx';
import { Spoiler } from './Spoiler.tsx';
import { stillParts } from './still-parts.tsx';
import type { TextParts } from './text-parts.ts';

export const liveParts: TextParts = {
  ...stillParts,
  // It can be selected before its button and its colours are there.
  Code: laterPart(async () => (await import('./CodeBlock.tsx')).CodeBlock, stillParts.Code),
  // A word like others until it is known whose name it is.
  Mention: laterPart(async () => (await import('./Mention.tsx')).Mention, stillParts.Mention),
  Emoji: NamedEmoji,
  Spoiler,
  Fold,
};

/** In a row of the log, which hears what its buttons are to do. */
export const rowParts: TextParts = { ...liveParts, Edited: EditedButton };
