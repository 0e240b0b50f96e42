import { messageWithWaiting, type ChatState, type ClientState } from '@confab/client';
import { plainText } from '@confab/text';
import { useMemo } from 'react';
import { deletedText } from '../../lib/deleted-text.ts';
import { messageWords } from '../../lib/message-words.ts';
import { systemText } from '../../lib/system-words.ts';
import { t } from '../../lib/words.ts';
import { firstNameOf, myIdIn, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { blockedText, isBlockedIn } from '../blocking/index.ts';

/** Who said it and the words: apart, since each has a direction of its own. An English name must not turn an Arabic sentence round. */
type LastLine = readonly [speaker: string | null, words: string];

/** The second line of a chat in the list: who said what last, on one line. */
export function useLastLine(chat: ChatState): readonly (string | null)[] {
  return useClientState(
    useMemo(
      () =>
        selectList<string | null>(
          (state) => [state.users, state.userId, isBlockedIn(state, chat.lastMessage?.senderId ?? '')],
          (state) => lastLine(chat, state),
        ),
      [chat],
    ),
  );
}

function lastLine(chat: ChatState, state: ClientState): LastLine {
  const { users } = state;
  const myId = myIdIn(state);
  const waiting = chat.pending.at(-1);
  if (waiting) return [t`You`, messageWords({ ...waiting, files: waiting.uploads }, shownCharacters)];
  if (chat.lastMessage === null) return [null, t`No messages yet`];
  const message = messageWithWaiting(chat, chat.lastMessage, myId);
  if (message.kind === 'system') return [null, systemText(message, users)];
  if (message.deletedAt === null && isBlockedIn(state, message.senderId)) return [null, blockedText()];
  // Its sender did not do that.
  if (message.removed !== undefined || message.expired) return [null, deletedText(message)];
  const words = message.deletedAt === null ? messageWords(message, shownCharacters) : deletedText(message);
  if (message.senderId === myId) return [t`You`, words];
  return [chat.kind === 'direct' ? null : firstNameOf(users, message.senderId), words];
}

const shownCharacters = 200;

/** Long messages are cut: a row shows a few words, and layout need not measure 8,000 characters. */
export function oneLine(content: string): string {
  return plainText(content, { max: shownCharacters });
}
