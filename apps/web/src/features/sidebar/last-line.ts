import { messageWithWaiting, type ChatState, type ClientState } from '@confab/client';
import { plainText } from '@confab/text';
import { useMemo } from 'react';
import { deletedText } from '../../lib/deleted-text.ts';
import { messageWords } from '../../lib/message-words.ts';
import { systemText } from '../../lib/system-words.ts';
import { t } from '../../lib/words.ts';
import { firstNameOf, myIdIn, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';

/** Apart, since each has a direction of its own: an English name must not turn an Arabic sentence round. */
type LastLine = { speaker: string | null; words: string };

/** The second line of a chat in the list: who said what last, on one line. */
export function useLastLine(chat: ChatState): LastLine {
  const [speaker = null, words] = useClientState(
    useMemo(
      () =>
        selectList<string | null>(
          ({ users, userId }) => [users, userId],
          (state) => {
            const line = lastLine(chat, state.users, myIdIn(state));
            return [line.speaker, line.words];
          },
        ),
      [chat],
    ),
  );
  return { speaker, words: words ?? '' };
}

function lastLine(chat: ChatState, users: ClientState['users'], myId: string): LastLine {
  const waiting = chat.pending.at(-1);
  if (waiting) return { speaker: t`You`, words: messageWords({ ...waiting, files: waiting.uploads }, shownCharacters) };
  if (chat.lastMessage === null) return { speaker: null, words: t`No messages yet` };
  const message = messageWithWaiting(chat, chat.lastMessage, myId);
  if (message.kind === 'system') return { speaker: null, words: systemText(message, users) };
  const words = message.deletedAt === null ? messageWords(message, shownCharacters) : deletedText(message);
  if (message.senderId === myId) return { speaker: t`You`, words };
  return { speaker: chat.kind === 'direct' ? null : firstNameOf(users, message.senderId), words };
}

const shownCharacters = 200;

/** Long messages are cut: a row shows a few words, and layout need not measure 8,000 characters. */
export function oneLine(content: string): string {
  return plainText(content, { max: shownCharacters });
}
