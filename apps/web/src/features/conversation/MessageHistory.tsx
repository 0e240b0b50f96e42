import { messageWithWaiting, type ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { useMyId } from '../../session/client.ts';
import { HistoryStart, historyStartPx } from './HistoryStart.tsx';
import { HistorySkeleton } from './HistorySkeleton.tsx';
import { JumpToNewest } from './JumpToNewest.tsx';
import { LogRow } from './LogRow.tsx';
import { buildRows, type Row } from './rows.ts';
import { TouchActions } from './TouchActions.tsx';
import { useHistory } from './use-history.ts';
import { useIsSettled } from './use-is-settled.ts';
import { useLogFocus } from './use-log-focus.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useNewDivider } from './use-new-divider.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

/** Pages are asked for this long before one reaches the edge, so that one rarely sees it. */
const loadAheadPx = 1_200;
/** So few rows stand below the beginning of the chat on one screen: it would move while the list learns their height. */
const shortMax = 12;

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
  const list = useRef<VirtualizerHandle>(null);
  const history = useHistory(chat, targetSeq);
  const divider = useNewDivider(chat);
  const { hasOlder, hasNewer, loadOlder, loadNewer, showNewest } = history;
  const messages = useMemo(() => withWaiting(chat, history.messages, myId), [chat, history.messages, myId]);

  const rows = useMemo(
    () => buildRows({ messages, pending: hasNewer ? [] : chat.pending, myId, hasOlder, newAfterSeq: divider.afterSeq }),
    [messages, hasNewer, chat.pending, myId, hasOlder, divider.afterSeq],
  );
  const { scroller: log, content, isAtEnd, onScroll, scrollToEnd, letGo } = useStickToEnd(rows, hasNewer);
  const isPrepend = useIsPrepend(rows);
  const isMeasured = useIsMeasured(content, rows.length === 0);
  const isSettled = useIsSettled(log);
  const isToHide = !isMeasured && rows.length > 0 && rows.length <= shortMax;
  const isAtNewest = isAtEnd && !hasNewer && !history.isFirstLoad;
  const { stopKey, stopIndex, onKeyDown, setFocusedKey } = useLogFocus(rows, list, log);
  useMarkRead(chat.id, chat.lastSeq, isAtNewest);
  useStartPosition({ rows, list, letGo, scrollToEnd, targetSeq, isFirstLoad: history.isFirstLoad });

  function goToNewest(): void {
    showNewest();
    divider.clear();
    scrollToEnd();
  }

  const sentBefore = useRef(sentCount);
  useEffect(() => {
    if (sentBefore.current === sentCount) return;
    sentBefore.current = sentCount;
    goToNewest();
  });

  function loadNearEdges(): void {
    const element = log.current;
    if (!element || chat.loading !== null) return;
    if (hasOlder && element.scrollTop < loadAheadPx) loadOlder();
    else if (hasNewer && element.scrollHeight - element.scrollTop - element.clientHeight < loadAheadPx) loadNewer();
  }
  useEffect(loadNearEdges);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={log}
        role="log"
        aria-label={t`Messages in ${title}`}
        aria-live="off"
        aria-busy={history.isFirstLoad}
        data-starting={history.isFirstLoad || (!isSettled && chat.lastSeq > 0) || undefined}
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
        <div
          ref={content}
          className={classNames('mx-auto flex min-h-full max-w-column flex-col', isToHide && 'invisible')}
        >
          {history.isFirstLoad ? (
            <HistorySkeleton />
          ) : (
            <>
              <div className="grow" />
              <HistoryStart title={title} chat={chat} hasOlder={hasOlder} />
              <Virtualizer
                ref={list}
                scrollRef={log}
                shift={isPrepend}
                startMargin={historyStartPx()}
                bufferSize={900}
                keepMounted={stopIndex < 0 ? [] : [stopIndex]}
                onScroll={() => {
                  onScroll();
                  loadNearEdges();
                }}
                data={rows}
              >
                {(row) => (
                  <LogRow key={row.key} row={row} isStop={row.key === stopKey} isTarget={isAt(row, targetSeq)} />
                )}
              </Virtualizer>
            </>
          )}
        </div>
      </div>
      <TouchActions log={log} rows={rows} />
      {!isAtNewest && !history.isFirstLoad && <JumpToNewest count={chat.unread} onJump={goToNewest} />}
    </div>
  );
}

/** A frame after its first rows are in the page the list knows how high they are. */
function useIsMeasured(content: RefObject<HTMLElement | null>, isEmpty: boolean): boolean {
  const [isMeasured, setMeasured] = useState(false);
  useEffect(() => {
    if (isEmpty) return;
    let frame = requestAnimationFrame(function look() {
      const hasRows = content.current?.querySelector('[data-row]') != null;
      frame = requestAnimationFrame(hasRows ? () => setMeasured(true) : look);
    });
    return () => cancelAnimationFrame(frame);
  }, [content, isEmpty]);
  return isMeasured;
}

/** What I asked for without a connection shows as done; the same list where nothing waits. */
function withWaiting(chat: ChatState, messages: readonly Message[], myId: string): readonly Message[] {
  if (chat.waitingChanges.length === 0) return messages;
  return messages.map((message) => messageWithWaiting(chat, message, myId));
}

/** Rows came before the first one: the list keeps its place from the end then. */
function useIsPrepend(rows: readonly Row[]): boolean {
  const [seen, setSeen] = useState({ rows, isPrepend: false });
  if (seen.rows === rows) return seen.isPrepend;
  const first = seen.rows[0];
  const isPrepend = first !== undefined && rows[0]?.key !== first.key && rows.some((row) => row.key === first.key);
  setSeen({ rows, isPrepend });
  return isPrepend;
}

type StartPosition = {
  rows: readonly Row[];
  list: RefObject<VirtualizerHandle | null>;
  letGo: () => void;
  scrollToEnd: () => void;
  targetSeq: number | null;
  isFirstLoad: boolean;
};

/** Where one starts to read: at the message of the address, else at the first unread, else at the end. */
function useStartPosition({ rows, list, letGo, scrollToEnd, targetSeq, isFirstLoad }: StartPosition): void {
  const doneFor = useRef<number | null | undefined>(undefined);
  useLayoutEffect(() => {
    // Before the first page there is the last message alone, and no row of it: no place to start at.
    if (isFirstLoad || rows.length === 0 || doneFor.current === targetSeq) return;
    const isFirst = doneFor.current === undefined;
    const index = rows.findIndex((row) => (targetSeq === null ? row.kind === 'new' : isAt(row, targetSeq)));
    if (targetSeq !== null && index < 0) return;
    doneFor.current = targetSeq;
    if (targetSeq === null && !isFirst) return;
    if (index < 0) return scrollToEnd();
    letGo();
    const scroll = (): void =>
      list.current?.scrollToIndex(index, targetSeq === null ? { align: 'start', offset: -48 } : { align: 'center' });
    scroll();
    // Again when the rows are measured: before, the list only guesses how high they are.
    requestAnimationFrame(scroll);
  }, [rows, list, letGo, scrollToEnd, targetSeq, isFirstLoad]);
}

function isAt(row: Row, seq: number | null): boolean {
  return (row.kind === 'message' || row.kind === 'system') && row.message.seq === seq;
}
