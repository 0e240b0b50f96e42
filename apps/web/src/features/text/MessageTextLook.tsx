import { isFewEmoji, parseMarkdown } from '@confab/text';
import { classNames } from '../../ui/class-names.ts';
import { FoldedBlocks, isFolded } from './Blocks.tsx';
import { InlineNodes } from './InlineNodes.tsx';
import type { TextParts } from './text-parts.ts';

export type MessageTextProps = { content: string; editedAt?: string | null };

/** The words of a message, with whatever parts they are to have. Holds no state: the early preview draws it without React. */
export function MessageTextLook({ content, editedAt = null, parts }: MessageTextProps & { parts: TextParts }) {
  const blocks = parseMarkdown(content);
  const tail = editedAt === null ? null : <parts.Edited at={editedAt} />;
  const [first] = blocks;
  const isParagraph = blocks.length === 1 && first?.kind === 'paragraph' && !isFolded(blocks);
  return (
    <div
      className={classNames('message-text', !isParagraph && 'grow', isFewEmoji(content) && 'text-emoji')}
      data-message-text={isParagraph ? undefined : true}
    >
      {isParagraph ? (
        <p>
          <span data-message-text>
            <InlineNodes nodes={first.children} parts={parts} />
          </span>
          {tail !== null && ' '}
          {tail}
        </p>
      ) : (
        <FoldedBlocks blocks={blocks} parts={parts} tail={tail} />
      )}
    </div>
  );
}
