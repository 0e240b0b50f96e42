import type { Block, Inline } from '@confab/text';
import type { ReactNode } from 'react';

/** What of a message has a state of its own. The app brings live ones, the early preview some that only look like them. */
export type TextParts = {
  Code: (props: { block: CodeBlock }) => ReactNode;
  Spoiler: (props: { children: ReactNode }) => ReactNode;
  Mention: (props: { mention: MentionToken }) => ReactNode;
  /** `render`: all of it, or its beginning. `tail` stands after the last word, or beside the button. */
  Fold: (props: { render: (isOpen: boolean) => ReactNode; tail: ReactNode }) => ReactNode;
};

export type CodeBlock = Extract<Block, { kind: 'code' }>;
export type MentionToken = Extract<Inline, { kind: 'mention' }>;
