import type { ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { systemText } from '../../lib/system-words.ts';
import { t } from '../../lib/words.ts';
import { nameOf, useClient, useMyId } from '../../session/client.ts';
import { isBlockedIn } from '../blocking/index.ts';
import { spokenText } from '../text/index.ts';

const spokenCharacters = 140;
/** Lines that may not have been spoken yet. */
const linesKept = 5;

type Line = { key: string; text: string };

/**
 * Says new messages of the open chat to a screen reader, politely and briefly. The log itself stays silent. Each is a
 * line of its own that comes, so that the same words twice are said twice.
 */
export function Announcer({ chatId }: { chatId: string }) {
  const client = useClient();
  const myId = useMyId();
  const [lines, setLines] = useState<readonly Line[]>([]);
  useEffect(
    () =>
      client.onMessage(({ message, isNew }) => {
        if (!isNew || message.chatId !== chatId || message.senderId === myId) return;
        const state = client.getState();
        if (message.kind === 'text' && isBlockedIn(state, message.senderId)) return;
        const text = lineFor(message, state.users);
        setLines((before) => [...before.slice(1 - linesKept), { key: message.id, text }]);
      }),
    [client, chatId, myId],
  );
  return (
    <div role="status" aria-atomic="false" aria-relevant="additions" className="sr-only">
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}

function lineFor(message: Message, users: ClientState['users']): string {
  if (message.kind === 'system') return systemText(message, users).slice(0, spokenCharacters);
  return t`${nameOf(users, message.senderId)}: ${spokenText(message.content, spokenCharacters)}`;
}
