export type Parts = {
  scroller: HTMLElement;
  /** As high as the rows above those in the page. */
  lead: HTMLElement;
  /** Holds the rows in the page, each an element with its key in `data-key`. */
  body: HTMLElement;
};

/** A row that is seen, and where: pixels below the upper edge of the scroller. */
export type Anchor = { key: string; top: number; bottom: number };

export function topIn({ scroller }: Pick<Parts, 'scroller'>, element: Element): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

export function elementOf({ body }: Pick<Parts, 'body'>, key: string): HTMLElement | null {
  for (const child of rowsIn(body)) if (child.dataset['key'] === key) return child;
  return null;
}

/** Where the first row in the page begins and the last one ends. */
export function edgesOf(parts: Parts): { top: number; bottom: number } {
  const children = rowsIn(parts.body);
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last) return { top: 0, bottom: 0 };
  return { top: topIn(parts, first), bottom: topIn(parts, last) + last.getBoundingClientRect().height };
}

/**
 * The rows that are seen. First the one that is to hold still, the first that is seen whole: what a row that is cut off
 * above does with its height must not move what is read.
 */
export function readAnchors(parts: Parts, viewPx: number): Anchor[] {
  const seen: Anchor[] = [];
  const base = parts.scroller.getBoundingClientRect().top;
  for (const child of rowsIn(parts.body)) {
    const { top, bottom } = child.getBoundingClientRect();
    const key = child.dataset['key'];
    if (key !== undefined && bottom > base && top < base + viewPx)
      seen.push({ key, top: top - base, bottom: bottom - base });
  }
  const whole = seen.findIndex(({ top }) => top >= 0);
  if (whole <= 0) return seen;
  return [...seen.slice(whole), ...seen.slice(0, whole).toReversed()];
}

/** Without the one that is kept in the page from elsewhere. */
function rowsIn(body: HTMLElement): HTMLElement[] {
  return [...body.children].filter(
    (child): child is HTMLElement => child instanceof HTMLElement && child.dataset['away'] === undefined,
  );
}
