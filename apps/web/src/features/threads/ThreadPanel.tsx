import type { ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { useRef, useState, type ReactNode } from 'react';
import { deletedText } from '../../lib/deleted-text.ts';
import { rich } from '../../lib/rich.tsx';
import { useLocation } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';
import type { PanelProps } from '../../registry/web-feature.ts';
import { useChatTitle, useIsGuest, useName } from '../../session/client.ts';
import { useMayWrite } from '../../session/may-write.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { BlockedWords, useIsBlocked } from '../blocking/index.ts';
import { Composer, ComposingContext, useEditing } from '../composer/index.ts';
import { MessageFrame, MessageHistory, MessageWords, TypingLine, WritingNote } from '../conversation/index.ts';
import { MessageText } from '../text/index.ts';
import { Following } from './Following.tsx';
import { ThreadStart } from './ThreadStart.tsx';
import { useThread } from './use-thread.ts';

/** A thread beside its chat, or in its place where there is no room for both. */
export function ThreadPanel({ chat, params, onClose }: PanelProps) {
  const rootSeq = seqIn(params['seq']);
  const threadId = threadIdOf(chat.id, rootSeq);
  const [mayWrite, lookAgain] = useMayWrite(threadId);
  const { root, thread } = useThread(chat.id, rootSeq, mayWrite);
  const composing = useEditing(threadId);
  return (
    <Frame chat={chat} thread={thread} count={root?.thread?.count ?? 0} onClose={onClose}>
      {root && <Root message={root} />}
      {root && !thread && !mayWrite && (
        <div className="mt-auto flex flex-col">
          <WritingNote onEnd={lookAgain} />
        </div>
      )}
      {root === null && <p className="p-4.5 text-muted">{t`The message is no longer here`}</p>}
      {thread && (
        // What is edited here is of this log; what is edited in the chat goes on there.
        <ComposingContext value={composing}>
          <Thread key={thread.id} thread={thread} onClose={onClose} />
        </ComposingContext>
      )}
    </Frame>
  );
}

/** No message has that place: it says so. */
const nowhere = 999_999_999;

function seqIn(text: string | undefined): number {
  const seq = Number(text);
  return Number.isSafeInteger(seq) && seq > 0 ? seq : nowhere;
}

type FrameProps = {
  chat: ChatState;
  thread: ChatState | undefined;
  /** Of its messages. */
  count: number;
  onClose: () => void;
  children: ReactNode;
};

function Frame({ chat, thread, count, onClose, children }: FrameProps) {
  const title = useChatTitle(chat);
  const where = count > 0 ? t`${plural(count, { one: '# reply', other: '# replies' })} · in <chat/>` : t`in <chat/>`;
  return (
    <SidePanel
      title={t`Thread`}
      subtitle={rich(where, { chat: <bdi>{title}</bdi> })}
      actions={thread && <Following thread={thread} />}
      closeLabel={t`Close thread`}
      onClose={onClose}
      isConversation
    >
      {children}
    </SidePanel>
  );
}

const rootKey = 'root';

/** What it is about: always in sight. */
function Root({ message }: { message: Message }) {
  const name = useName(message.senderId);
  const isGuest = useIsGuest(message.senderId);
  const isBlocked = useIsBlocked(message.senderId) && message.deletedAt === null;
  const said = (
    <MessageWords
      message={message}
      above={null}
      text={<MessageText chatId={message.chatId} content={message.content} editedAt={message.editedAt} />}
      parts={null}
    />
  );
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t`Start of the thread`}
      className="max-h-root shrink-0 overflow-y-auto border-b border-line pb-2.5"
    >
      <MessageFrame
        rowKey={rootKey}
        senderId={message.senderId}
        senderName={name}
        isGuest={isGuest}
        at={message.createdAt}
        isHead
        isStop={false}
        words={message.deletedAt !== null ? deletedText(message) : isBlocked ? '' : message.content}
      >
        {isBlocked ? <BlockedWords>{said}</BlockedWords> : said}
      </MessageFrame>
    </div>
  );
}

function Thread({ thread, onClose }: { thread: ChatState; onClose: () => void }) {
  const composer = useRef<HTMLTextAreaElement>(null);
  const [sentCount, setSentCount] = useState(0);
  const [isToChat, setToChat] = useState(false);
  const [mayWrite, lookAgain] = useMayWrite(thread.id);
  const target = /\/threads\/\d+\/(\d{1,15})$/.exec(useLocation().pathname)?.[1];
  return (
    <>
      <MessageHistory
        chat={thread}
        title={t`the thread`}
        targetSeq={target === undefined ? null : Number(target)}
        sentCount={sentCount}
        onEscape={() => composer.current?.focus()}
        Start={ThreadStart}
      />
      <TypingLine chat={thread} fallback={<div className="typing-line min-h-5.5" />} />
      {mayWrite ? (
        <Composer
          chatId={thread.id}
          label={t`Reply in the thread`}
          fieldRef={composer}
          onSent={() => {
            setSentCount((count) => count + 1);
            setToChat(false);
          }}
          onEscape={onClose}
          more={{
            parts: isToChat ? { toChat: true } : {},
            Choice: (
              <label className="flex w-fit items-center gap-2 px-3.5 pb-2 text-sm text-muted pointer-coarse:min-h-touch">
                <input
                  type="checkbox"
                  checked={isToChat}
                  onChange={(event) => setToChat(event.target.checked)}
                  className="size-4 accent-accent"
                />
                {t`Also send to the chat`}
              </label>
            ),
          }}
        />
      ) : (
        <WritingNote onEnd={lookAgain} fallback={<div className="mt-1 min-h-12" />} />
      )}
    </>
  );
}
