import { Fold } from './Fold.tsx';
import { LazyCode } from './LazyCode.tsx';
import { LazyMention } from './LazyMention.tsx';
import { Spoiler } from './Spoiler.tsx';
import { stillParts } from './still-parts.tsx';
import type { TextParts } from './text-parts.ts';

export const liveParts: TextParts = { ...stillParts, Code: LazyCode, Mention: LazyMention, Spoiler, Fold };
