import type { ClientState } from '@confab/client';

type Select<Result> = (state: ClientState) => Result;

/**
 * A selector of a list that is the same list as long as it says the same: a component that shows three names renders again
 * for these three, not for everybody who comes along. It looks again only when one of the parts (`of`) became another.
 */
export function selectList<Value>(
  of: Select<readonly unknown[]>,
  read: Select<readonly Value[]>,
): Select<readonly Value[]> {
  let seen: readonly unknown[] | null = null;
  let last: readonly Value[] = [];
  return (state) => {
    const parts = of(state);
    if (seen !== null && isSame(parts, seen)) return last;
    seen = parts;
    const next = read(state);
    if (!isSame(next, last)) last = next;
    return last;
  };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}
