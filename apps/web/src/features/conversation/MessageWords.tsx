import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { MessageText } from './MessageText.tsx';

/** What a message says. `parts`: what stands under its text. */
export function MessageWords({ message, parts }: { message: Message; parts: ReactNode }) {
  if (message.deletedAt !== null) return <p className="text-faint italic">{t`Message deleted`}</p>;
  return (
    <>
      <MessageText content={message.content} editedAt={message.editedAt} />
      {parts}
    </>
  );
}
