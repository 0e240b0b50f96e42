import { CircleAlert, Search, SlidersHorizontal, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { formatSearchPart, type SearchFilterPart } from '@confab/protocol/search';
import { isComposing } from '../../lib/is-composing.ts';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useListKeys } from '../people/index.ts';
import { chipWords } from './chip-words.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { nothingAsked, withChip, withoutChip, withTyped, type Asked } from './query-chips.ts';
import { typedFilter } from './typed-filter.ts';
import { useSuggestions, type Suggestion } from './use-suggestions.ts';

type SearchFieldProps = {
  asked: Asked;
  /** Those of its filters that can't be looked for. */
  wrong: readonly SearchFilterPart[];
  onChange: (asked: Asked) => void;
  onSubmit: () => void;
};

/** Words and filters: a filter that is whole is a chip, one that is being typed has suggestions below. */
export function SearchField({ asked, wrong, onChange, onSubmit }: SearchFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const typed = typedFilter(asked.text);
  const offered = useSuggestions(typed);
  const suggestions = isOpen ? offered : [];
  const keys = useListKeys(suggestions.length, list, (index) => choose(suggestions[index]));
  useEffect(() => input.current?.focus(), []);

  function choose(suggestion: Suggestion | undefined): void {
    if (suggestion === undefined || typed === null) return;
    onChange(withChip({ ...asked, text: asked.text.slice(0, typed.start) }, suggestion.chip));
    input.current?.focus();
  }

  function type(text: string): void {
    setOpen(true);
    keys.setIndex(0);
    onChange(withTyped(asked, text));
  }

  function begin(filter: SearchFilterPart['filter']): void {
    const text = asked.text === '' || asked.text.endsWith(' ') ? asked.text : `${asked.text} `;
    type(`${text}${filter}:`);
    // The menu gives the focus to its button as it closes.
    requestAnimationFrame(() => input.current?.focus());
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event)) return;
    const { selectionEnd } = event.currentTarget;
    const last = asked.chips.at(-1);
    if (event.key === 'Backspace' && selectionEnd === 0 && last) {
      event.preventDefault();
      return onChange(withoutChip(asked, last));
    }
    if (event.key === 'Escape' && suggestions.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      return setOpen(false);
    }
    if (event.key === 'Enter' && suggestions.length === 0) return onSubmit();
    keys.onKeyDown(event);
  }

  return (
    <search className="relative my-2 flex min-w-0 flex-1 items-center gap-1">
      <h1 className="sr-only">{t`Search`}</h1>
      <div
        onClick={() => input.current?.focus()}
        className="relative flex min-h-10 min-w-0 flex-1 cursor-text flex-wrap items-center gap-1.5 rounded-sm border border-edge bg-bg py-1 ps-2.5 pe-10 transition-edge focus-within:border-accent focus-within:ring-3 focus-within:ring-(--ring)"
      >
        <Search className="size-4 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
        {asked.chips.map((chip) => (
          <Chip
            key={formatSearchPart(chip)}
            chip={chip}
            isWrong={wrong.includes(chip)}
            onRemove={() => {
              onChange(withoutChip(asked, chip));
              input.current?.focus();
            }}
          />
        ))}
        <input
          ref={input}
          type="text"
          enterKeyHint="search"
          value={asked.text}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-label={t`Search messages`}
          aria-expanded={suggestions.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={keys.current < 0 ? undefined : `${id}-${keys.current}`}
          placeholder={asked.chips.length === 0 ? t`Search messages` : ''}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
          className="min-h-7 min-w-field flex-1 bg-transparent outline-none"
        />
        {(asked.text !== '' || asked.chips.length > 0) && (
          <IconButton
            icon={X}
            size="s"
            label={t`Clear the search`}
            className="absolute end-1 top-1 pointer-coarse:end-0 pointer-coarse:top-0"
            onClick={() => {
              onChange(nothingAsked);
              input.current?.focus();
            }}
          />
        )}
      </div>
      <FilterMenu
        trigger={<IconButton icon={SlidersHorizontal} label={t`Add a filter`} />}
        onBegin={begin}
        onChoose={(chip) => onChange(withChip(asked, chip))}
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t`Suggestions`}
        // The field keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
        className={classNames(
          'absolute inset-x-0 top-full z-20 mt-1.5 max-w-100 rounded-md bg-raised p-1 shadow-2',
          suggestions.length === 0 && 'hidden',
        )}
      >
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === keys.current}
            data-current={index === keys.current || undefined}
            onClick={() => choose(suggestion)}
            onPointerMove={index === keys.current ? undefined : () => keys.setIndex(index)}
            className={classNames(
              'flex min-h-8.5 cursor-pointer items-center gap-3 rounded-sm px-2.5 text-control pointer-coarse:min-h-touch',
              index === keys.current && 'bg-accent-soft',
            )}
          >
            <bdi className="min-w-0 flex-1 truncate text-as-parent">{suggestion.label}</bdi>
            <span className="shrink-0 text-xs text-muted">{suggestion.note}</span>
          </div>
        ))}
      </div>
    </search>
  );
}

type ChipProps = { chip: SearchFilterPart; isWrong: boolean; onRemove: () => void };

function Chip({ chip, isWrong, onRemove }: ChipProps) {
  const words = useClientState((state) => (isWrong ? formatSearchPart(chip) : chipWords(state, chip)));
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center rounded-sm text-sm font-medium',
        isWrong ? 'bg-danger-soft text-danger ring-1 ring-danger ring-inset' : 'bg-accent-soft text-accent-text',
      )}
    >
      {isWrong && <CircleAlert className="ms-2 size-3.5 shrink-0" strokeWidth={2} aria-hidden="true" />}
      <bdi className={classNames('truncate py-0.5', isWrong ? 'ps-1.5' : 'ps-2')}>{words}</bdi>
      <button
        type="button"
        aria-label={isWrong ? t`Remove the wrong filter “${words}”` : t`Remove the filter “${words}”`}
        onClick={onRemove}
        className={classNames(
          'grid size-6 shrink-0 place-items-center rounded-sm pointer-coarse:min-h-8 pointer-coarse:min-w-8',
          isWrong ? 'hover:bg-tint-strong' : 'hover:bg-accent-soft-hover',
        )}
      >
        <X className="size-3.25" strokeWidth={2.4} aria-hidden="true" />
      </button>
    </span>
  );
}
