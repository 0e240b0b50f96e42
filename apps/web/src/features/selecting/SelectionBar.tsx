import { messageAt, type ChatState, type ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { Copy, Forward, Trash2, X } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { plural, t } from '../../lib/words.ts';
import { isInDialog } from '../../registry/key.ts';
import { nameOf, useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { catchForward, ForwardDialog, mayForward } from '../forwarding/index.ts';
import { copyOf } from './copy-of.ts';
import { endSelecting, useSelection } from './selection.ts';

type SelectionBarProps = {
  chat: ChatState;
  mayDelete: (state: ClientState, message: Message) => boolean;
  onDelete: (messages: readonly Message[]) => Promise<void>;
  /** It ended: the focus goes where one writes. */
  onEnd: () => void;
};

/** What can be done with the selected messages, in the place of the composer. */
export function SelectionBar({ chat, mayDelete, onDelete, onEnd }: SelectionBarProps) {
  const client = useClient();
  const [isForwarding, setForwarding] = useState(false);
  const selection = useSelection(chat.id);
  const selected = selection ? [...selection.messages.values()].map((message) => asItIs(chat, message)) : [];
  const messages = selected.filter(({ deletedAt }) => deletedAt === null).toSorted((a, b) => a.seq - b.seq);
  const isNone = messages.length === 0;
  const areMine = !isNone && messages.every((message) => mayDelete(client.getState(), message));

  function startForwarding(): void {
    catchForward();
    setForwarding(true);
  }
  const stopForwarding = (): void => setForwarding(false);
  function end(): void {
    endSelecting();
    onEnd();
  }
  useEscape(end);
  useEffect(() => endSelecting, []);

  async function copy(): Promise<void> {
    const { users } = client.getState();
    if (!(await copyText(copyOf(messages, (userId) => nameOf(users, userId))))) return;
    tell(t`Copied`, brieflyMs);
    end();
  }

  return (
    <div
      role="toolbar"
      aria-label={t`Selected messages`}
      data-selection-bar
      className="mx-auto mt-1.5 mb-3.5 flex w-full max-w-column items-center gap-2 px-5.5 max-wide:px-3.5"
    >
      <p role="status" className="me-auto min-w-0 truncate py-1.5 font-medium">
        {t`${plural(messages.length, { one: '# message selected', other: '# messages selected' })}`}
      </p>
      {mayForward(client.getState()) && (
        <Button disabled={isNone} onClick={startForwarding}>
          <Forward className="size-4" strokeWidth={1.8} aria-hidden="true" />
          <span>{t`Forward`}</span>
        </Button>
      )}
      {window.isSecureContext && (
        <Button disabled={isNone} onClick={() => void copy()}>
          <Copy className="size-4" strokeWidth={1.8} aria-hidden="true" />
          <span>{t`Copy`}</span>
        </Button>
      )}
      <Button
        look="danger-quiet"
        disabled={!areMine}
        onClick={() => {
          void onDelete(messages);
          end();
        }}
      >
        <Trash2 className="size-4" strokeWidth={1.8} aria-hidden="true" />
        <span>{t`Delete`}</span>
      </Button>
      <Button onClick={end}>
        <X className="size-4" strokeWidth={1.8} aria-hidden="true" />
        <span>{t`Cancel`}</span>
      </Button>
      {isForwarding && messages[0] && (
        <ForwardDialog
          message={messages[0]}
          messages={messages}
          finalFocus={() => true}
          onForwarded={end}
          onClose={stopForwarding}
          onGiveUp={stopForwarding}
        />
      )}
    </div>
  );
}

/** Edited or deleted since it was chosen. */
function asItIs(chat: ChatState, message: Message): Message {
  return messageAt(chat.log, message.seq) ?? message;
}

function useEscape(run: () => void): void {
  const escape = useEffectEvent(run);
  useEffect(() => {
    const listening = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isInDialog(event.target)) escape();
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, []);
}
