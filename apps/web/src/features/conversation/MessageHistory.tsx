import { messageWithWaiting, type ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { type ComponentType, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from '../../lib/router/index.ts';
import { AnchoredList } from '../../lib/anchored-list/AnchoredList.tsx';
import { useAnchoredList } from '../../lib/anchored-list/use-anchored-list.ts';
import { t } from '../../lib/words.ts';
import { useMyId } from '../../session/client.ts';
import { guessHeight } from './guess-height.ts';
import { HistoryStart, type HistoryStartProps } from './HistoryStart.tsx';
import { HistorySkeleton } from './HistorySkeleton.tsx';
import { LogRow } from './LogRow.tsx';
import { JumpButtons, MessageSheet, StickyDay, TouchActions } from './log-surfaces.ts';
import { recallPlace } from './reading-places.ts';
import { buildRows, isAtSeq, newDividerKey } from './rows.ts';
import { useHistory } from './use-history.ts';
import { useLogFocus } from './use-log-focus.ts';
import { useLogView } from './use-log-view.ts';
import { useIsLookedAt, useMarkRead } from './use-mark-read.ts';
import { useNewDivider } from './use-new-divider.ts';
import { useOpenRuns } from './use-open-runs.ts';
import { aboveNewPx, useStartPosition } from './use-start-position.ts';

type MessageLogProps = {
  chat: ChatState;
  title: string;
  targetSeq: number | null;
  /** Raised when the person sends: the log goes to its end. */
  sentCount: number;
  /** Esc in the log. */
  onEscape: () => void;
  /** Above the first message. */
  Start?: ComponentType<HistoryStartProps>;
};

export function MessageHistory({ chat, title, targetSeq, sentCount, onEscape, Start = HistoryStart }: MessageLogProps) {
  const myId = useMyId();
  const { key: visit } = useLocation();
  const place = useMemo(() => recallPlace(visit, chat.id), [visit, chat.id]);
  const log = useRef<HTMLDivElement>(null);
  const list = useAnchoredList(guessHeight);
  const history = useHistory(chat, targetSeq, place);
  const { hasOlder, hasNewer } = history;
  const isLookedAt = useIsLookedAt();
  const [isAtNewest, setAtNewest] = useState(true);
  const newAfterSeq = useNewDivider(chat, isLookedAt && isAtNewest);
  const messages = useMemo(() => withWaiting(chat, history.messages, myId), [chat, history.messages, myId]);

  const { openRuns, toggleRun } = useOpenRuns();
  const rows = useMemo(
    () => buildRows({ messages, pending: hasNewer ? [] : chat.pending, myId, hasOlder, newAfterSeq, openRuns }),
    [messages, hasNewer, chat.pending, myId, hasOlder, newAfterSeq, openRuns],
  );
  const { onView, isAtEnd, dayAt, unread } = useLogView({ chat, rows, history, visit, newAfterSeq });
  const isEndSeen = isAtEnd && !hasNewer && !history.isFirstLoad;
  if (isEndSeen !== isAtNewest) setAtNewest(isEndSeen);
  const { stopKey, onKeyDown, setFocusedKey } = useLogFocus(rows, list, log);
  useMarkRead(chat, isEndSeen, isLookedAt);
  useStartPosition({ rows, list, visit, place, targetSeq, isFirstLoad: history.isFirstLoad });

  function goToNewest(): void {
    history.lookAt(null);
    list.goToEnd();
  }

  function goToUnread(): void {
    if (newAfterSeq !== null) history.lookAt(newAfterSeq + 1);
    list.aimAt({ key: newDividerKey, align: 'start', insetPx: aboveNewPx });
  }

  const sentBefore = useRef(sentCount);
  useEffect(() => {
    if (sentBefore.current === sentCount) return;
    sentBefore.current = sentCount;
    goToNewest();
  });

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={log}
        data-scroller
        role="log"
        aria-label={t`Messages in ${title}`}
        aria-live="off"
        aria-busy={history.isFirstLoad}
        data-starting={history.isFirstLoad || undefined}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEscape();
          else onKeyDown(event);
        }}
        onFocus={(event) => {
          const key = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
          if (key !== undefined) setFocusedKey(key);
        }}
        className="h-full overflow-x-hidden overflow-y-auto overscroll-contain"
      >
        {/* Below the last message there is room for what lies over the line under it. */}
        <div className="mx-auto flex min-h-full max-w-column flex-col pb-2">
          {history.isFirstLoad ? (
            <HistorySkeleton />
          ) : (
            <>
              <Start title={title} chat={chat} hasOlder={hasOlder} />
              <AnchoredList
                handle={list}
                scroller={log}
                rows={rows}
                isEndOpen={hasNewer}
                keepKeys={[stopKey]}
                onView={onView}
              >
                {(row) => (
                  <LogRow
                    row={row}
                    isStop={row.key === stopKey}
                    isTarget={isAtSeq(row, targetSeq)}
                    onToggleRun={toggleRun}
                  />
                )}
              </AnchoredList>
            </>
          )}
        </div>
      </div>
      <TouchActions log={log} rows={rows} Sheet={MessageSheet} />
      {dayAt !== null && !isAtEnd && <StickyDay chat={chat} log={log} at={dayAt} />}
      {!history.isFirstLoad && (
        <JumpButtons
          count={chat.unread}
          isAtNewest={isEndSeen}
          unread={unread}
          onNewest={goToNewest}
          onUnread={goToUnread}
        />
      )}
    </div>
  );
}

/** What I asked for without a connection shows as done; the same list where nothing waits. */
function withWaiting(chat: ChatState, messages: readonly Message[], myId: string): readonly Message[] {
  if (chat.waitingChanges.length === 0) return messages;
  return messages.map((message) => messageWithWaiting(chat, message, myId));
}
