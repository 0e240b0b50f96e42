import { Search } from 'lucide-react';
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { composerOrBack } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { catchingField } from '../../lib/key-catcher.ts';
import { t } from '../../lib/words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useListKeys } from '../people/index.ts';
import { PaletteOption } from './PaletteOption.tsx';
import type { Row, Section, SectionName } from './rows.ts';
import { useEarlyEnter } from './use-early-enter.ts';
import { useGoToRow } from './use-go-to-row.ts';
import { useSections } from './use-sections.ts';

/** Ctrl/Cmd+K: a few letters lead to any chat, person, message, file, page or command. */
export function JumpPalette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [error, setError] = useState<string | null>(null);
  // Somebody points into the list, or chooses by keys: from here on nothing of it moves.
  const [isTouched, setTouched] = useState(false);
  const { sections, isLoading, error: searchError } = useSections(query, !isTouched);
  const rows = useMemo(() => sections.flatMap((section) => section.rows), [sections]);
  const goTo = useGoToRow(onClose);
  const keys = useListKeys(rows.length, list, (index) => go(rows[index]));
  const earlyEnter = useEarlyEnter({ input, query, setQuery, rows, isLoading, go });

  function go(row: Row | undefined): void {
    if (row === undefined) return;
    goTo(row, list.current?.parentElement ?? null).catch((reason: unknown) => {
      input.current?.focus();
      setError(failureText(reason));
    });
  }

  return (
    <Dialog
      title={t`Search or jump to…`}
      titleHidden
      onClose={onClose}
      initialFocus={() => (earlyEnter.isWaiting() ? catchingField() : null) ?? input.current ?? true}
      finalFocus={composerOrBack}
      className="overflow-hidden"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4 pointer-coarse:pe-12">
        <Search className="size-4.5 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
        <input
          ref={input}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setError(null);
            setTouched(false);
            keys.setIndex(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp' || event.key === 'ArrowDown') setTouched(true);
            if (event.key === 'Enter' && !isComposing(event) && keys.current <= 0 && earlyEnter.isEarly())
              earlyEnter.chooseFirst();
            else keys.onKeyDown(event);
          }}
          role="combobox"
          aria-label={t`Search or jump to…`}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={keys.current < 0 ? undefined : `${id}-${keys.current}`}
          placeholder={t`Search or jump to…`}
          autoComplete="off"
          spellCheck={false}
          className="min-h-13 min-w-0 flex-1 bg-transparent outline-none"
        />
        <Taker take={earlyEnter.take} />
      </div>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t`Where to go`}
        aria-busy={isLoading}
        onPointerMove={() => setTouched(true)}
        onPointerLeave={() => setTouched(false)}
        className="max-h-list overflow-y-auto p-1.5"
      >
        {placed(sections).map(({ name, rows: own, from }) => (
          <div key={`${name}-${from}`} role="group" aria-label={titleOf(name) ?? t`Chats, people and pages`}>
            {titleOf(name) !== null && (
              <p aria-hidden="true" className="px-2.5 pt-2.5 pb-1 text-xs font-semibold text-muted">
                {titleOf(name)}
              </p>
            )}
            {own.map((row, index) => (
              <PaletteOption
                key={row.key}
                id={`${id}-${from + index}`}
                row={row}
                isCurrent={from + index === keys.current}
                onChoose={() => go(row)}
                onPoint={() => keys.setIndex(from + index)}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className="px-4 text-sm text-muted not-empty:pb-4">
        {error ??
          searchError ??
          (query.trim() !== '' && rows.every(({ key }) => key === 'search')
            ? t`No chat, person or page is called “${query.trim()}”.`
            : '')}
      </p>
    </Dialog>
  );
}

/** With the place of their first row in the whole list. */
function placed(sections: readonly Section[]): (Section & { from: number })[] {
  let from = 0;
  return sections
    .map((section) => {
      const own = { ...section, from };
      from += section.rows.length;
      return own;
    })
    .filter(({ rows }) => rows.length > 0);
}

/** Null for what stands first, which the field speaks for. */
function titleOf(name: SectionName): string | null {
  switch (name) {
    case 'here':
      return null;
    case 'do':
      return t`Pages and commands`;
    case 'people':
      return t`More people`;
    case 'messages':
      return t`Messages`;
    case 'more':
      return t`More messages`;
    case 'files':
      return t`Files`;
    case 'moreFiles':
      return t`More files`;
  }
}

/** Beside the field: what a dialog holds is there later than what renders the dialog, and until then keys are caught. */
function Taker({ take }: { take: () => () => void }): null {
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the field is there
  useLayoutEffect(take, []);
  return null;
}
