import type { Message } from '@confab/protocol';
import { useState, type KeyboardEvent } from 'react';
import { t } from '../../lib/words.ts';
import { useIsGuest, useName } from '../../session/client.ts';
import { idOfEdited, useComposing } from '../composer/index.ts';
import { BlockedWords, useIsBlocked } from '../blocking/index.ts';
import { SelectMark, toggleSelected, useIsSelected } from '../selecting/index.ts';
import { MessageText, spokenText } from '../text/index.ts';
import { MessageFrame } from './MessageFrame.tsx';
import { MessageParts } from './MessageParts.tsx';
import { MessageWords } from './MessageWords.tsx';
import { deletedText } from '../../lib/deleted-text.ts';
import { UndoDelete } from './UndoDelete.tsx';
import { MessageToolbar } from './log-surfaces.ts';
import type { Opened } from './MessageToolbar.tsx';
import { useStartedActions } from './use-started-actions.ts';
import { useNear } from './use-near.ts';

type MessageRowProps = { rowKey: string; message: Message; isHead: boolean; isStop: boolean; isTarget: boolean };

export function MessageRow({ rowKey, message, isHead, isStop, isTarget }: MessageRowProps) {
  const senderName = useName(message.senderId);
  const isGuest = useIsGuest(message.senderId);
  const { editing } = useComposing();
  const { isNear, on } = useNear();
  const isDeleted = message.deletedAt !== null;
  const selected = useIsSelected(message);
  const isSelecting = selected !== 'off';
  const [opened, setOpened] = useState<Opened | null>(null);
  const { onKeyDown, onClick } = useStartedActions(message, setOpened);
  const hasToolbar = !isDeleted && ((isNear && !isSelecting) || opened !== null);

  const isBlocked = useIsBlocked(message.senderId) && !isDeleted;
  const words = (
    <MessageWords
      message={message}
      above={<MessageParts message={message} side="above" />}
      text={<MessageText isInRow chatId={message.chatId} content={message.content} editedAt={message.editedAt} />}
      parts={<MessageParts message={message} />}
      undo={<UndoDelete message={message} />}
    />
  );

  function onRowKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    if (!isSelecting || !isOnRow || event.key !== ' ') return onKeyDown(event);
    event.preventDefault();
    toggleSelected(message);
  }

  return (
    // Only the message under the pointer or the focus carries its buttons: a long history stays light.
    <div
      data-message={isSelecting ? 'choosing' : ''}
      className={isSelecting ? 'relative' : undefined}
      {...on}
      onClick={onClick}
      onKeyDown={onRowKeyDown}
    >
      <MessageFrame
        rowKey={rowKey}
        senderId={message.senderId}
        senderName={senderName}
        isGuest={isGuest}
        at={message.createdAt}
        isHead={isHead}
        isStop={isStop}
        isTarget={isTarget}
        words={isDeleted ? deletedText(message) : isBlocked ? '' : spokenText(message.content)}
        isMarked={selected === 'yes' || idOfEdited(editing) === message.id}
        edge={<MessageParts message={message} side="edge" />}
      >
        {isBlocked ? <BlockedWords>{words}</BlockedWords> : words}
        {!isDeleted && (
          <button type="button" tabIndex={-1} data-message-menu className="sr-only pointer-fine:hidden">
            {t`Message actions`}
          </button>
        )}
        {hasToolbar && <MessageToolbar message={message} opened={opened} setOpened={setOpened} />}
      </MessageFrame>
      {isSelecting && <SelectMark message={message} isOn={selected === 'yes'} />}
    </div>
  );
}
