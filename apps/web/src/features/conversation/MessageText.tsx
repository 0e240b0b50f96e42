import { memo } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { isFewEmoji, parseText, type TextPart } from './parse-text.ts';

/** The words of a message. All of it reaches the page as text nodes: there is no way in for markup. */
export const MessageText = memo(function MessageText({ content }: { content: string }) {
  return (
    <div
      dir="auto"
      className={classNames(
        'isolate-text wrap-anywhere whitespace-pre-wrap',
        isFewEmoji(content) && 'text-[2rem]/[1.3]',
      )}
    >
      {parseText(content).map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
});

function Part({ part }: { part: TextPart }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code className="rounded-xs bg-tint px-1.25 py-px font-mono text-[0.8125rem]">{part.text}</code>;
    case 'block':
      return (
        <pre
          tabIndex={0}
          className="my-1 overflow-x-auto rounded-m border border-line bg-surface px-3 py-2.5 font-mono text-[0.8125rem]/[1.55] whitespace-pre"
        >
          <code>{part.text}</code>
        </pre>
      );
    case 'link':
      return (
        <a
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
