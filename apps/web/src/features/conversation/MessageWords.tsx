import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { deletedText } from '../../lib/deleted-text.ts';

type MessageWordsProps = {
  message: Message;
  above: ReactNode;
  text: ReactNode;
  parts: ReactNode;
  /** Behind the words of one that was deleted, while that can be undone. */
  undo?: ReactNode;
};

/** What a message says, `text`. `above` stands over it, `parts` under it. */
export function MessageWords({ message, above, text, parts, undo }: MessageWordsProps) {
  if (message.deletedAt !== null) {
    return (
      <>
        <p className="flex gap-2 text-faint italic">
          {deletedText(message)}
          {undo}
        </p>
        {/* What others said about it. */}
        {parts}
      </>
    );
  }
  return (
    <>
      {above}
      {text}
      {message.expired && <p className="text-faint italic">{t`Files deleted after their time`}</p>}
      {parts}
    </>
  );
}
