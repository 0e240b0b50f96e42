import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { MessageText } from './MessageText.tsx';

type MessageWordsProps = {
  message: Message;
  above: ReactNode;
  parts: ReactNode;
  /** Behind the words of one that was deleted, while that can be undone. */
  undo?: ReactNode;
};

/** What a message says. `above` stands over its text, `parts` under it. */
export function MessageWords({ message, above, parts, undo }: MessageWordsProps) {
  if (message.deletedAt !== null) {
    return (
      <p className="flex gap-2 text-faint italic">
        {t`Message deleted`}
        {undo}
      </p>
    );
  }
  return (
    <>
      {above}
      <MessageText content={message.content} editedAt={message.editedAt} />
      {parts}
    </>
  );
}
