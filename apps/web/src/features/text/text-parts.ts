import type { Block, Inline } from '@confab/text';
import type { ComponentType, ReactNode } from 'react';

/** What of a message has a state of its own. The app brings live ones, the early preview some that only look like them. */
export type TextParts = {
  Code: ComponentType<{ block: CodeBlock }>;
  Spoiler: (props: { children: ReactNode }) => ReactNode;
  Mention: ComponentType<{ mention: MentionToken }>;
  /** `:name:`, of a custom emoji or of nothing. */
  Emoji: ComponentType<{ sign: string }>;
  /** What stands in the place of words, `shown` where it is left out. */
  leaf?: (leaf: Leaf, shown: ReactNode) => ReactNode;
  /** After the last word of what was edited, since when it says this. */
  Edited: ComponentType<{ at: string }>;
  /** `render`: all of it, or its beginning. `tail` stands after the last word, or beside the button. */
  Fold: (props: { render: (isOpen: boolean) => ReactNode; tail: ReactNode }) => ReactNode;
};

export type Leaf = Exclude<Inline, { children: Inline[] }>;

export type CodeBlock = Extract<Block, { kind: 'code' }>;
export type MentionToken = Extract<Inline, { kind: 'mention' }>;
