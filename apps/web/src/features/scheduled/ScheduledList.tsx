import { type ConfabClient, rescheduleMessage } from '@confab/client';
import { useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, offer, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useNow } from '../../lib/use-now.ts';
import { useClient } from '../../session/client.ts';
import { ChangeDialog } from './ChangeDialog.tsx';
import { ScheduledRow } from './ScheduledRow.tsx';
import type { ScheduledMessage } from './use-scheduled.ts';

type ScheduledListProps = { messages: readonly ScheduledMessage[]; namesChat?: boolean };

export function ScheduledList({ messages, namesChat = false }: ScheduledListProps) {
  const client = useClient();
  const list = useRef<HTMLUListElement>(null);
  const [changed, setChanged] = useState<ScheduledMessage | null>(null);
  const now = useNow();

  /** The button goes with its row: the focus does not. */
  function leave(id: string): void {
    const row = list.current?.querySelector(`[data-scheduled="${CSS.escape(id)}"]`);
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
    (neighbour?.querySelector('button') ?? document.getElementById('main'))?.focus();
  }

  return (
    <>
      <ul ref={list} aria-label={t`Scheduled messages`} className="grid gap-1">
        {messages.map((message) => (
          <ScheduledRow
            key={message.id}
            message={message}
            now={now}
            namesChat={namesChat}
            onChange={() => setChanged(message)}
            onSend={() => {
              leave(message.id);
              attempt(() => rescheduleMessage(client, message.id));
            }}
            onDelete={() => {
              leave(message.id);
              remove(client, message);
            }}
          />
        ))}
      </ul>
      {changed && <ChangeDialog message={changed} onClose={() => setChanged(null)} />}
    </>
  );
}

function remove(client: ConfabClient, { id, ...value }: ScheduledMessage): void {
  attempt(() => {
    client.putDocument('scheduled', id, null);
    const undo = (): void => attempt(() => client.putDocument('scheduled', id, value));
    offer(t`It won’t be sent.`, { label: t`Undo`, run: undo }, 2 * brieflyMs);
  });
}

function attempt(deed: () => void): void {
  try {
    deed();
  } catch (reason) {
    tell(failureText(reason));
  }
}
