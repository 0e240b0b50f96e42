import { useLayoutEffect, useReducer, useRef, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { ListView } from './anchored-list.ts';
import type { Keyed } from './row-heights.ts';
import type { ListHandle } from './use-anchored-list.ts';
import { useScrolling, useSizes } from './use-list-events.ts';

type AnchoredListProps<Row extends Keyed> = {
  handle: ListHandle<Row>;
  /** Has the attribute `data-scroller`. */
  scroller: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  /** More rows are to come at the end: it is no place to stay. */
  isEndOpen: boolean;
  /** Of a row that stays in the page wherever one is: it has the focus. */
  keepKey: string | null;
  /** After whatever may have moved the rows, or loaded others. */
  onView: (view: ListView) => void;
  children: (row: Row) => ReactNode;
};

/** Rows of any height, of which only those near to what is seen are in the page. What one reads does not move. */
export function AnchoredList<Row extends Keyed>(props: AnchoredListProps<Row>) {
  const { handle, scroller, rows, isEndOpen, keepKey, onView, children } = props;
  const { model } = handle;
  const [, render] = useReducer((count: number) => count + 1, 0);
  const lead = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const shown = model.plan(rows, isEndOpen);
  const tell = (): void => onView(model.view());
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

  const kept = keepKey === null ? -1 : rows.findIndex(({ key }) => key === keepKey);
  const isAway = (index: number): boolean => index < shown.first || index > shown.last;
  return (
    <div className="relative">
      <div ref={lead} />
      <div ref={body}>
        {indexesOf(shown.first, shown.last, kept).map((index) => {
          const row = rows[index];
          if (row === undefined) return null;
          if (!isAway(index)) return wrap(row, children(row));
          return wrap(row, children(row), { position: 'absolute', insetInline: 0, top: model.offsetOf(index) });
        })}
      </div>
      <div style={{ height: shown.after }} />
    </div>
  );
}

/** The same element in and out of the flow, so that a focus in it is not lost. */
function wrap(row: Keyed, content: ReactNode, away?: CSSProperties): ReactNode {
  return (
    <div key={row.key} data-key={row.key} data-away={away && ''} style={away} className="flow-root">
      {content}
    </div>
  );
}

function indexesOf(first: number, last: number, kept: number): number[] {
  const indexes = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  if (kept < 0 || (kept >= first && kept <= last)) return indexes;
  return kept < first ? [kept, ...indexes] : [...indexes, kept];
}
