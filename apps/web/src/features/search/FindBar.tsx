import type { SearchHit } from '@confab/protocol';
import { formatSearchPart, type SearchFilterPart } from '@confab/protocol/search';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { messagePath } from '../../lib/addresses.ts';
import { composerToType } from '../../lib/composer-focus.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { useNavigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { closeFind, findFieldId } from './find-target.ts';
import { foundIn } from './found-words.ts';
import { problemWords } from './problem-words.ts';
import { sendable } from './query-chips.ts';
import { useHighlights } from './use-highlights.ts';
import { useStep } from './use-step.ts';
import { useResults, type Searching } from './use-results.ts';

/** As long as what a hit opens beside the chat may ask for the focus. */
const focusKeptMs = 800;
/** The next page is asked for this many hits before its end. */
const loadAhead = 5;

/** So many are loaded to go round. */
const loadedMax = 1_000;

/** Looks for something in one chat: the newest first, step by step. */
export function FindBar({ chatId }: { chatId: string }) {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  // Its filters are no chips: the last one is still being typed.
  const { query, problems } = sendable({ chips: [], text });
  const searching = useResults({ query, sort: 'newest', chatId }, null);
  const { results, isCurrent, fresh, loadMore, loadTo, showFresh } = searching;
  const hits = useMemo(() => (isCurrent ? (results?.hits ?? []) : []), [results, isCurrent]);
  const asked = isCurrent ? (results?.asked ?? null) : null;
  const { index, older, stepTo } = useStep(hits, asked);
  const hasGone = useRef(false);
  const keptUntil = useRef(0);
  useEffect(() => input.current?.focus(), []);
  useHighlights(
    useMemo(() => [...new Set(hits.flatMap(foundIn))], [hits]),
    hits[index]?.message.createdAt ?? null,
  );

  function open({ message: { chatId: logId, seq } }: SearchHit): void {
    keptUntil.current = performance.now() + focusKeptMs;
    // One step back is where one was before all this.
    navigate(messagePath(logId, seq), { replace: hasGone.current });
    hasGone.current = true;
  }

  const openFirst = useEffectEvent(() => hits[0] && open(hits[0]));
  useEffect(() => {
    if (asked !== null) openFirst();
  }, [asked]);
  // What is said meanwhile counts at once: nothing of it is on the screen.
  const count = fresh.length;
  useEffect(() => {
    if (count > 0) showFresh();
  }, [count, showFresh]);

  function goTo(hit: SearchHit | null | undefined): void {
    if (hit == null) return;
    stepTo(hit);
    open(hit);
  }

  /** Behind the oldest comes the newest, and before the newest the oldest, once all are here. */
  function goOn(to: number): void {
    const isAllHere = results?.nextCursor == null || hits.length >= loadedMax;
    if (to < 0 && !isAllHere) return void loadTo(loadedMax).then(goTo);
    goTo(hits.at(to < hits.length || !isAllHere ? to : 0));
    if (to + loadAhead >= hits.length) loadMore();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event)) return;
    if (event.key === 'Tab') keptUntil.current = 0;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') goOn(event.shiftKey ? index - 1 : older);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="pointer-events-none fixed inset-x-0 top-under-header z-20 flex justify-end px-3 wide:start-sidebar max-wide:px-2">
      <search
        aria-label={t`Search in this chat`}
        className="pops pointer-events-auto flex w-full min-w-0 max-w-100 items-center gap-1 rounded-md bg-raised p-1 ps-3 shadow-2"
        onPointerDown={() => (keptUntil.current = 0)}
      >
        <Search className="size-4 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
        <input
          ref={input}
          id={findFieldId}
          type="text"
          enterKeyHint="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (performance.now() < keptUntil.current) queueMicrotask(() => input.current?.focus());
          }}
          aria-label={t`Search in this chat`}
          placeholder={t`Search in this chat`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={400}
          className="min-h-8 min-w-0 flex-1 bg-transparent px-1 outline-none"
        />
        <Place searching={searching} index={index} isAsked={query !== ''} problem={problems[0]} />
        <IconButton
          icon={ChevronUp}
          size="s"
          label={t`Older`}
          disabled={hits.length < 2}
          className="disabled:opacity-45"
          onClick={() => goOn(older)}
        />
        <IconButton
          icon={ChevronDown}
          size="s"
          label={t`Newer`}
          disabled={hits.length < 2}
          className="disabled:opacity-45"
          onClick={() => goOn(index - 1)}
        />
        <IconButton icon={X} size="s" label={t`Close the search`} onClick={close} />
      </search>
    </div>
  );
}

function close(): void {
  closeFind();
  requestAnimationFrame(() => composerToType()?.focus());
}

type PlaceProps = {
  searching: Searching;
  index: number;
  isAsked: boolean;
  /** What is wrong with what was typed. */
  problem: SearchFilterPart | undefined;
};

/** "3 of 41". */
function Place({ searching: { results, isCurrent, error }, index, isAsked, problem }: PlaceProps) {
  const isLive = useClientState((state) => state.connection.status === 'live');
  const unknown = isAsked && isCurrent ? results?.unknown[0] : undefined;
  const wrong = problem ? formatSearchPart(problem) : unknown;
  return (
    <p
      role="status"
      title={problem && problemWords(problem)}
      className={classNames(
        'tabular max-w-1/2 shrink-0 text-xs',
        wrong === undefined ? 'text-muted' : 'wrap-anywhere text-danger',
      )}
    >
      {wrong === undefined ? isAsked && words() : t`can’t look for ${wrong}`}
    </p>
  );

  function words(): string {
    if (!isLive && !isCurrent) return t`offline`;
    if (error !== null) return error;
    if (results === null || !isCurrent) return '';
    const { hits, counts } = results;
    if (hits.length === 0) return t`nothing found`;
    const count = Math.max(counts?.count ?? 0, hits.length);
    return counts?.hasMore === true ? t`${index + 1} of over ${count}` : t`${index + 1} of ${count}`;
  }
}
