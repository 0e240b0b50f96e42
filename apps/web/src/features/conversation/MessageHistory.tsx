import { messageWithWaiting, type ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { AnchoredList } from '../../lib/anchored-list/AnchoredList.tsx';
import type { ListView } from '../../lib/anchored-list/anchored-list.ts';
import { useAnchoredList } from '../../lib/anchored-list/use-anchored-list.ts';
import { t } from '../../lib/words.ts';
import { useMyId } from '../../session/client.ts';
import { guessHeight } from './guess-height.ts';
import { HistoryStart } from './HistoryStart.tsx';
import { HistorySkeleton } from './HistorySkeleton.tsx';
import { JumpToNewest } from './JumpToNewest.tsx';
import { LogRow } from './LogRow.tsx';
import { recallPlace, rememberPlace } from './reading-places.ts';
import { buildRows, isAtSeq, seqOf, type Row } from './rows.ts';
import { TouchActions } from './TouchActions.tsx';
import { useHistory } from './use-history.ts';
import { useLogFocus } from './use-log-focus.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useNewDivider } from './use-new-divider.ts';
import { useStartPosition } from './use-start-position.ts';

/** Pages are asked for this long before one reaches the edge, so that one rarely sees it. */
const loadAheadPx = 1_200;
/** Whoever has moved this many messages looks elsewhere. */
const lookStep = 40;

type MessageLogProps = {
  chat: ChatState;
  title: string;
  targetSeq: number | null;
  /** Raised when the person sends: the log goes to its end. */
  sentCount: number;
  /** Esc in the log. */
  onEscape: () => void;
};

export function MessageHistory({ chat, title, targetSeq, sentCount, onEscape }: MessageLogProps) {
  const myId = useMyId();
  const { key: visit } = useLocation();
  const place = useMemo(() => recallPlace(visit, chat.id), [visit, chat.id]);
  const log = useRef<HTMLDivElement>(null);
  const list = useAnchoredList(guessHeight);
  const [isAtEnd, setAtEnd] = useState(true);
  const history = useHistory(chat, targetSeq, place);
  const divider = useNewDivider(chat);
  const { hasOlder, hasNewer, loadOlder, loadNewer, showNewest } = history;
  const messages = useMemo(() => withWaiting(chat, history.messages, myId), [chat, history.messages, myId]);

  const rows = useMemo(
    () => buildRows({ messages, pending: hasNewer ? [] : chat.pending, myId, hasOlder, newAfterSeq: divider.afterSeq }),
    [messages, hasNewer, chat.pending, myId, hasOlder, divider.afterSeq],
  );
  const isAtNewest = isAtEnd && !hasNewer && !history.isFirstLoad;
  const { stopKey, onKeyDown, setFocusedKey } = useLogFocus(rows, list, log);
  useMarkRead(chat.id, chat.lastSeq, isAtNewest);
  useStartPosition({ rows, list, visit, place, targetSeq, isFirstLoad: history.isFirstLoad });

  function goToNewest(): void {
    showNewest();
    divider.clear();
    list.goToEnd();
  }

  const sentBefore = useRef(sentCount);
  useEffect(() => {
    if (sentBefore.current === sentCount) return;
    sentBefore.current = sentCount;
    goToNewest();
  });

  const lookedAt = useRef<number | null>(null);
  function onView(view: ListView): void {
    setAtEnd(view.isAtEnd);
    if (chat.loading === null) {
      if (hasOlder && view.above < loadAheadPx) loadOlder();
      else if (hasNewer && view.below < loadAheadPx) loadNewer();
    }
    const seen = firstSeen(rows, view);
    const isEnd = view.isAtEnd || seen === null;
    rememberPlace(visit, { chatId: chat.id, ...(isEnd ? { seq: null, topPx: 0 } : seen) });
    const seq = isEnd ? null : seen.seq;
    if (seq === lookedAt.current || isFewApart(seq, lookedAt.current)) return;
    lookedAt.current = seq;
    history.lookAt(seq);
  }

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
        <div className="mx-auto flex min-h-full max-w-column flex-col">
          {history.isFirstLoad ? (
            <HistorySkeleton />
          ) : (
            <>
              <div className="grow" />
              <HistoryStart title={title} chat={chat} hasOlder={hasOlder} />
              <AnchoredList
                handle={list}
                scroller={log}
                rows={rows}
                isEndOpen={hasNewer}
                keepKeys={[stopKey]}
                onView={onView}
              >
                {(row) => <LogRow row={row} isStop={row.key === stopKey} isTarget={isAtSeq(row, targetSeq)} />}
              </AnchoredList>
            </>
          )}
        </div>
      </div>
      <TouchActions log={log} rows={rows} />
      {!isAtNewest && !history.isFirstLoad && <JumpToNewest count={chat.unread} onJump={goToNewest} />}
    </div>
  );
}

/** What I asked for without a connection shows as done; the same list where nothing waits. */
function withWaiting(chat: ChatState, messages: readonly Message[], myId: string): readonly Message[] {
  if (chat.waitingChanges.length === 0) return messages;
  return messages.map((message) => messageWithWaiting(chat, message, myId));
}

/** The first message that is seen whole. */
function firstSeen(rows: readonly Row[], { seen }: ListView): { seq: number; topPx: number } | null {
  for (const { key, top } of seen) {
    const row = rows.find((one) => one.key === key);
    const seq = row ? seqOf(row) : null;
    if (seq !== null) return { seq, topPx: top };
  }
  return null;
}

function isFewApart(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) < lookStep;
}
