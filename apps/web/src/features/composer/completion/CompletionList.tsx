import { useEffect, useId, useLayoutEffect, useRef, type RefObject } from 'react';
import { plural, t } from '../../../lib/words.ts';
import { classNames } from '../../../ui/class-names.ts';
import type { useCompletion } from './use-completion.ts';

type CompletionListProps = {
  completion: ReturnType<typeof useCompletion>;
  field: RefObject<HTMLTextAreaElement | null>;
};

/** Above the composer, where nothing moves for it. */
export function CompletionList({ completion, field }: CompletionListProps) {
  const { offer, index, setIndex, take } = completion;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useNamedByField(field, offer === null ? null : { list: id, option: `${id}-${index}` });
  useEffect(() => {
    list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
  });

  return (
    <>
      <span role="status" className="sr-only">
        {offer && t`${plural(offer.items.length, { one: '# suggestion', other: '# suggestions' })}`}
      </span>
      {offer && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={offer.word.source.label()}
          // The field keeps the focus, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          className="pops absolute inset-x-0 bottom-full z-20 mb-1.5 max-h-picker overflow-y-auto overscroll-contain rounded-md bg-raised p-1 shadow-2 wide:end-auto wide:w-96"
        >
          {offer.items.map((item, at) => (
            <div
              key={item.key}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === index}
              data-current={at === index || undefined}
              onClick={() => void take(item)}
              onPointerMove={at === index ? undefined : () => setIndex(at)}
              className={classNames(
                'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm px-2 select-none pointer-coarse:min-h-touch',
                at === index && 'bg-accent-soft',
              )}
            >
              {item.Picture && <item.Picture />}
              <bdi className="min-w-0 truncate text-as-parent text-sm font-medium">{item.name}</bdi>
              {item.note && <bdi className="ms-auto shrink-0 truncate ps-2 text-xs text-muted">{item.note}</bdi>}
            </div>
          ))}
        </div>
      )}
    </>
  );
}

/** The field tells a screen reader of the list and the option, although it was there before them. */
function useNamedByField(
  field: RefObject<HTMLTextAreaElement | null>,
  named: { list: string; option: string } | null,
): void {
  const list = named?.list ?? null;
  const option = named?.option ?? null;
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null || list === null || option === null) return;
    element.setAttribute('aria-autocomplete', 'list');
    element.setAttribute('aria-controls', list);
    element.setAttribute('aria-activedescendant', option);
    return () => {
      for (const name of ['autocomplete', 'controls', 'activedescendant']) element.removeAttribute(`aria-${name}`);
    };
  }, [field, list, option]);
}
