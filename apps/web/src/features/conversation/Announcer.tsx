import { useEffect, useState } from 'react';
import { nameOf, useClient, useMyId } from '../session/client.ts';

const spokenCharacters = 140;

/** Says new messages of the open chat to a screen reader, politely and briefly. The log itself stays silent. */
export function Announcer({ chatId }: { chatId: string }) {
  const client = useClient();
  const myId = useMyId();
  const [text, setText] = useState('');
  useEffect(
    () =>
      client.onMessage(({ message, isNew }) => {
        if (!isNew || message.chatId !== chatId || message.senderId === myId) return;
        const name = nameOf(client.getState().users, message.senderId);
        const said = message.content.slice(0, spokenCharacters);
        setText(message.kind === 'system' ? said : `${name}: ${said}`);
      }),
    [client, chatId, myId],
  );
  return (
    <div role="status" className="sr-only">
      {text}
    </div>
  );
}
