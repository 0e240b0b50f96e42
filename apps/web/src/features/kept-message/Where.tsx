import { doorOf } from '@confab/protocol/threads';
import type { ReactNode } from 'react';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { isNotes, useChat, useChatTitles, useMyId } from '../../session/client.ts';

/** Behind the name of whoever wrote it: in which chat. What somebody wrote to me alone their name says already. */
export function Where({ chatId, senderId }: { chatId: string; senderId: string | undefined }): ReactNode {
  const chat = useChat(doorOf(chatId));
  const [title = ''] = useChatTitles([doorOf(chatId)]);
  const isMine = useMyId() === senderId;
  if (title === '') return null;
  const name = <bdi>{title}</bdi>;
  if (chat?.kind !== 'direct' || isNotes(chat)) return rich(t`in <chat/>`, { chat: name });
  return isMine ? rich(t`to <person/>`, { person: name }) : null;
}
