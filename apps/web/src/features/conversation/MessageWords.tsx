import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { MessageText } from './MessageText.tsx';

type MessageWordsProps = { message: Message; above: ReactNode; parts: ReactNode };

/** What a message says. `above` stands over its text, `parts` under it. */
export function MessageWords({ message, above, parts }: MessageWordsProps) {
  if (message.deletedAt !== null) return <p className="text-faint italic">{t`Message deleted`}</p>;
  return (
    <>
      {above}
      <MessageText content={message.content} editedAt={message.editedAt} />
      {parts}
    </>
  );
}
