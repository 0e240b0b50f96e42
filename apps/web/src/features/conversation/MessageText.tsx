import { isFewEmoji } from '@confab/text';
import { memo } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { parseText, type TextPart } from './parse-text.ts';

type MessageTextProps = { content: string; editedAt?: string | null };

/**
 * The words of a message. All of it reaches the page as text nodes: there is no way in for markup. Code and addresses run
 * left to right whatever stands around them.
 */
export const MessageText = memo(function MessageText({ content, editedAt = null }: MessageTextProps) {
  const parts = parseText(content);
  return (
    <div
      className={classNames(
        'each-paragraph-its-way wrap-anywhere whitespace-pre-wrap',
        isFewEmoji(content) && 'text-emoji',
      )}
    >
      <span data-message-text>
        {parts.map((part, index) => (
          <Part key={index} part={part} />
        ))}
      </span>
      {editedAt !== null && (
        <>
          {parts.at(-1)?.kind !== 'block' && ' '}
          <bdi className="text-2xs text-faint" title={exactTime(editedAt)}>
            {t`(edited)`}
          </bdi>
        </>
      )}
    </div>
  );
});

function Part({ part }: { part: TextPart }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return (
        <code dir="ltr" className="rounded-xs bg-tint px-1.25 py-px font-mono text-detail">
          {part.text}
        </code>
      );
    case 'block':
      return (
        <pre
          dir="ltr"
          tabIndex={0}
          className="my-1 overflow-x-auto rounded-md border border-line bg-surface px-3 py-2.5 font-mono text-detail leading-code whitespace-pre"
        >
          <code>{part.text}</code>
        </pre>
      );
    case 'link':
      return (
        <a
          dir="ltr"
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent-text underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
        >
          {part.text}
        </a>
      );
  }
}
