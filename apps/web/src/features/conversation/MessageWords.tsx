import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { MessageText } from './MessageText.tsx';
import { ReactionGroup } from './ReactionLook.tsx';

/** What a message says. `reactions`: its chips. */
export function MessageWords({ message, reactions }: { message: Message; reactions: ReactNode }) {
  if (message.deletedAt !== null) return <p className="text-faint italic">{t`Message deleted`}</p>;
  return (
    <>
      <MessageText content={message.content} editedAt={message.editedAt} />
      {message.reactions.length > 0 && <ReactionGroup>{reactions}</ReactionGroup>}
    </>
  );
}
