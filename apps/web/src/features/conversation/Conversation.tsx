import type { ChatState } from '@confab/client';
import { useRef, useState } from 'react';
import { t } from '../../lib/words.ts';
import { useChatTitle, useClient } from '../../session/client.ts';
import { markAllRead } from '../../session/mark-all-read.ts';
import { useMayWrite } from '../../session/may-write.ts';
import type { Panel } from '../../registry/web-feature.ts';
import { Composer } from '../composer/index.ts';
import { endSelecting, SelectionBar, useSelection } from '../selecting/index.ts';
import { ConversationHeader } from './ConversationHeader.tsx';
import { mayDelete } from './may-delete.ts';
import { MessageHistory } from './MessageHistory.tsx';
import { TypingLine, WritingNote } from './log-surfaces.ts';

type ConversationProps = {
  chat: ChatState;
  targetSeq: number | null;
  /** Of the panel beside it. */
  openType: string | null;
  onTogglePanel: (panel: Panel) => void;
};

export function Conversation({ chat, targetSeq, openType, onTogglePanel }: ConversationProps) {
  const client = useClient();
  const title = useChatTitle(chat);
  const [mayWrite, lookAgain] = useMayWrite(chat.id);
  const composer = useRef<HTMLTextAreaElement>(null);
  const isSelecting = useSelection(chat.id) !== null;
  const [sentCount, setSentCount] = useState(0);

  return (
    <section aria-label={title} className="conversation flex min-w-0 flex-1 flex-col">
      <ConversationHeader chat={chat} title={title} openType={openType} onTogglePanel={onTogglePanel} />
      <MessageHistory
        chat={chat}
        title={title}
        targetSeq={targetSeq}
        sentCount={sentCount}
        onEscape={() => composer.current?.focus()}
      />
      {isSelecting && (
        <SelectionBar
          chat={chat}
          mayDelete={mayDelete}
          // What messages are selected by brings it along (vite/group-parts.ts).
          onDelete={async (messages) => (await import('./delete-with-undo.ts')).deleteWithUndo(client, messages)}
          // Once it is there again.
          onEnd={() => requestAnimationFrame(() => composer.current?.focus())}
          onGiveUp={endSelecting}
        />
      )}
      <TypingLine chat={chat} fallback={<div className="typing-line min-h-5.5" />} />
      {mayWrite ? (
        <Composer
          chatId={chat.id}
          label={t`Message ${title}`}
          fieldRef={composer}
          onSent={() => setSentCount((count) => count + 1)}
          onEscape={() => markAllRead(client, chat)}
        />
      ) : (
        <WritingNote onEnd={lookAgain} fallback={<div className="mt-1 min-h-12" />} />
      )}
    </section>
  );
}
