import { useLayoutEffect, useReducer, useRef, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { ListView } from './anchored-list.ts';
import type { Keyed } from './row-heights.ts';
import type { RowWindow } from './row-window.ts';
import type { ListHandle } from './use-anchored-list.ts';
import { useScrolling, useSizes } from './use-list-events.ts';

type AnchoredListProps<Row extends Keyed> = {
  handle: ListHandle<Row>;
  /** Has the attribute `data-scroller`. */
  scroller: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  /** More rows are to come at the end: it is no place to stay. */
  isEndOpen?: boolean;
  /** Of rows that stay in the page wherever one is: one has the focus. */
  keepKeys: readonly (string | null)[];
  /** `ul` with an `li` for each row. */
  as?: 'div' | 'ul';
  /** After whatever may have moved the rows, or loaded others. */
  onView?: (view: ListView) => void;
  children: (row: Row) => ReactNode;
};

/** Rows of any height, of which only those near to what is seen are in the page. What one reads does not move. */
export function AnchoredList<Row extends Keyed>(props: AnchoredListProps<Row>) {
  const { handle, scroller, rows, isEndOpen = false, keepKeys, as: Body = 'div', onView, children } = props;
  const { model } = handle;
  const [, render] = useReducer((count: number) => count + 1, 0);
  const lead = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement & HTMLUListElement>(null);
  const shown = model.plan(rows, isEndOpen);
  const tell = (): void => onView?.(model.view());
  function moved(isLacking: boolean): void {
    if (isLacking) flushSync(render);
    else tell();
  }

  useLayoutEffect(() => {
    // Looked for, since the reference to an element around this one is not set yet.
    const around = body.current?.closest<HTMLElement>('[data-scroller]');
    if (around && lead.current && body.current)
      model.attach({ scroller: around, lead: lead.current, body: body.current });
    return () => model.attach(null);
  }, [model]);
  useLayoutEffect(() => handle.listen(render), [handle]);
  useLayoutEffect(() => {
    if (model.settle(shown)) handle.show();
    else tell();
  });
  useSizes(body, scroller, () => moved(model.resized()));
  useScrolling(scroller, model, moved);

  const Item = Body === 'ul' ? 'li' : 'div';
  return (
    <div className="relative">
      <div ref={lead} />
      <Body ref={body}>
        {indexesInPage(rows, shown, keepKeys).map((index) => {
          const row = rows[index];
          if (row === undefined) return null;
          // The same element in and out of the flow, so that a focus in it is not lost.
          const isAway = index < shown.first || index > shown.last;
          return (
            <Item
              key={row.key}
              data-key={row.key}
              data-away={isAway ? '' : undefined}
              style={isAway ? { position: 'absolute', insetInline: 0, top: model.offsetOf(index) } : undefined}
              className="flow-root"
            >
              {children(row)}
            </Item>
          );
        })}
      </Body>
      <div style={{ height: shown.after }} />
    </div>
  );
}

function indexesInPage(
  rows: readonly Keyed[],
  { first, last }: RowWindow,
  keepKeys: readonly (string | null)[],
): number[] {
  const indexes = new Set(Array.from({ length: last - first + 1 }, (_, place) => first + place));
  for (const kept of keepKeys) {
    const index = kept === null ? -1 : rows.findIndex(({ key }) => key === kept);
    if (index >= 0) indexes.add(index);
  }
  return [...indexes].toSorted((one, other) => one - other);
}
