import { beforeEach, expect, test, vi } from 'vitest';
import { createAnchoredList } from './anchored-list.ts';

const viewPx = 600;
const rowPx = 100;
const rows = Array.from({ length: 40 }, (_, index) => ({ key: `r${index}` }));

/** Stands where it is said to. */
class Box {
  readonly dataset: Record<string, string> = {};
  readonly style: Record<string, string> = {};
  children: Box[] = [];
  scrollTop = 0;
  clientHeight = viewPx;
  clientWidth = 400;
  scrollHeight = rows.length * rowPx;
  readonly #topOf: () => number;
  constructor(topOf: () => number = () => 0) {
    this.#topOf = topOf;
  }
  getBoundingClientRect(): { top: number; bottom: number; height: number } {
    const top = this.#topOf();
    return { top, bottom: top + rowPx, height: rowPx };
  }
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', Box);
  vi.stubGlobal('window', { innerHeight: viewPx });
});

test('whoever scrolls again as the list comes to rest stays where they scrolled to', () => {
  const scroller = new Box();
  const body = new Box();
  body.children = rows.map(({ key }, index) =>
    Object.assign(new Box(() => index * rowPx - scroller.scrollTop), { dataset: { key } }),
  );
  const list = createAnchoredList<{ key: string }>(() => rowPx);
  const parts: unknown = { scroller, body, lead: new Box() };
  list.attach(parts as Parameters<typeof list.attach>[0]);
  list.plan(rows, false);
  list.settle({ first: 0, last: rows.length - 1, before: 0, after: 0 });

  scroller.scrollTop = 500;
  list.scrolled();
  // The event of this comes with the next picture.
  scroller.scrollTop = 1_500;
  list.rested();
  expect(scroller.scrollTop).toBe(1_500);
  expect(list.view().seen[0]).toEqual({ key: 'r15', top: 0, bottom: rowPx });
});
