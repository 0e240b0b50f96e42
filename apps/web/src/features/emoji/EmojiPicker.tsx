import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { AnchoredList } from '../../lib/anchored-list/AnchoredList.tsx';
import { useAnchoredList } from '../../lib/anchored-list/use-anchored-list.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { useIsNarrow } from '../../lib/use-is-narrow.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import { asEmoji } from './as-emoji.ts';
import { useCustomEmoji } from './custom-emoji.ts';
import { knownEmoji } from './emoji-data.ts';
import { EmojiSign } from './EmojiSign.tsx';
import { ownEmojiIn, rememberEmoji } from './own-emoji.ts';
import { type Choice, type PickerRow, pickerRows } from './picker-rows.ts';
import { ToneChoice } from './ToneChoice.tsx';
import { type Spot, usePickerKeys } from './use-picker-keys.ts';

export type EmojiPickerProps = {
  onPick: (emoji: string) => void;
  /** False where only what is text can be used. */
  withCustom?: boolean;
};

/** The search has the focus; what is chosen is remembered. */
export function EmojiPicker({ onPick, withCustom = true }: EmojiPickerProps) {
  const client = useClient();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useAnchoredList<KeyedRow>(guessHeight, 'directory');
  const columns = useIsNarrow() ? 7 : 9;
  const [query, setQuery] = useState('');
  const own = useClientState(ownEmojiIn);
  // What is chosen meanwhile moves nothing.
  const [{ recent }] = useState(own);
  const { tone } = own;
  const custom = useCustomEmoji();
  const all = useMemo(() => [...(withCustom ? asEmoji(custom) : []), ...knownEmoji()], [custom, withCustom]);
  const rows = useMemo(() => pickerRows(all, { query, recent, tone, columns }), [all, query, recent, tone, columns]);
  function pick({ sign }: Choice): void {
    rememberEmoji(client, sign);
    onPick(sign);
  }
  const keys = usePickerKeys(rows, { isSearching: query.trim() !== '', onPick: pick });
  const { active, choice } = keys;
  useEffect(() => {
    if (active) list.bringIntoView(String(active.row));
  }, [list, active]);
  const keyed = useMemo(() => rows.map((row, at) => ({ key: String(at), at, row })), [rows]);

  return (
    <div className="flex w-card max-w-full flex-col max-wide:w-full">
      <label className="flex min-h-9 pointer-coarse:min-h-touch items-center gap-2 rounded-sm bg-tint px-2.5">
        <Search className="size-4 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
        <input
          // A keyboard on the screen would cover what there is to choose.
          autoFocus={!isTouchScreen()}
          role="combobox"
          aria-label={t`Search emoji`}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={active ? spotId(id, active) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t`Search`}
          value={query}
          onChange={(event) => {
            keys.begin();
            setQuery(event.target.value);
            scroller.current?.scrollTo({ top: 0 });
          }}
          onKeyDown={keys.onKeyDown}
          className="min-w-0 flex-1 bg-transparent text-control outline-none"
        />
      </label>
      <div
        ref={scroller}
        data-scroller
        id={id}
        role="listbox"
        aria-label={t`Emoji`}
        className="mt-2 h-picker overflow-y-auto overscroll-contain"
      >
        {rows.length === 0 && <p className="px-2 py-6 text-center text-sm text-muted">{t`No emoji found.`}</p>}
        <AnchoredList handle={list} scroller={scroller} rows={keyed} keepKeys={active ? [String(active.row)] : []}>
          {({ row, at }) => (
            <Row row={row} columns={columns} active={active?.row === at ? active : null} {...{ id, at, pick }} />
          )}
        </AnchoredList>
      </div>
      <div className="mt-1.5 flex min-h-8 items-center gap-2 border-t border-line pt-1.5">
        <span aria-hidden="true" className="min-w-0 flex-1 truncate px-1 text-sm text-muted">
          {choice && (
            <>
              <EmojiSign sign={choice.sign} /> {choice.name}
            </>
          )}
        </span>
        <ToneChoice tone={tone} />
      </div>
    </div>
  );
}

type KeyedRow = { key: string; at: number; row: PickerRow };

const rowPx = 36;

function guessHeight(): number {
  return rowPx;
}

function spotId(id: string, { row, column }: Spot): string {
  return `${id}-${row}-${column}`;
}

type RowProps = {
  row: PickerRow;
  id: string;
  at: number;
  columns: number;
  active: Spot | null;
  pick: (choice: Choice) => void;
};

function Row({ row, id, at, columns, active, pick }: RowProps) {
  if ('title' in row) {
    return (
      <div aria-hidden="true" className="px-1 pt-2 pb-1 text-xs font-semibold text-muted">
        {row.title}
      </div>
    );
  }
  return (
    <div className={columns === 9 ? 'grid grid-cols-9' : 'grid grid-cols-7'}>
      {row.choices.map((choice, column) => {
        const isActive = active?.column === column;
        return (
          <div
            key={choice.sign}
            id={spotId(id, { row: at, column })}
            role="option"
            tabIndex={-1}
            aria-selected={isActive}
            aria-label={choice.name}
            // The focus stays in the search.
            onPointerDown={(event) => event.pointerType === 'mouse' && event.preventDefault()}
            onClick={() => pick(choice)}
            className={classNames(
              'grid min-h-9 pointer-coarse:min-h-touch cursor-default place-items-center rounded-sm text-xl leading-none select-none hover:bg-tint',
              isActive && 'bg-accent-soft outline-2 -outline-offset-2 outline-accent',
            )}
          >
            <EmojiSign sign={choice.sign} />
          </div>
        );
      })}
    </div>
  );
}
