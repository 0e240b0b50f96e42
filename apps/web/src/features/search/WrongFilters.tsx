import { formatSearchPart, type SearchFilterPart } from '@confab/protocol/search';
import { CircleAlert } from 'lucide-react';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { problemWords, unknownWords } from './problem-words.ts';
import { isWrong } from './query-chips.ts';

type WrongFiltersProps = { wrong: readonly SearchFilterPart[]; onRemove: (filter: SearchFilterPart) => void };

/** Which of the filters can't be looked for, why, and what can be written. Always there, so that a screen reader hears it filled. */
export function WrongFilters({ wrong, onRemove }: WrongFiltersProps) {
  return (
    <div role="status" className="grid gap-2 px-4 not-empty:pt-4 max-wide:px-2">
      {wrong.map((filter) => {
        const typed = formatSearchPart(filter);
        return (
          <div
            key={`${typed} ${filter.start}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-danger bg-danger-soft px-3.5 py-2.5"
          >
            <CircleAlert className="size-4.5 shrink-0 self-start text-danger" strokeWidth={1.8} aria-hidden="true" />
            <p className="min-w-44 flex-1 text-sm">
              <bdi className="block font-mono font-semibold text-danger wrap-anywhere">{typed}</bdi>
              {isWrong(filter) ? problemWords(filter) : unknownWords(filter)}
            </p>
            <Button size="s" className="max-wide:ms-7.5" onClick={() => onRemove(filter)}>
              {t`Remove it`}
            </Button>
          </div>
        );
      })}
    </div>
  );
}
