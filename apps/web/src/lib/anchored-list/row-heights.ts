export type Keyed = { readonly key: string };

/** So many more heights than rows are remembered: of rows that were dropped and may come back. */
const rememberedMax = 4_000;

/** How high rows are: as measured, until then as guessed. Kept by key, so that rows may come and go anywhere. */
export function createRowHeights<Row extends Keyed>(guess: (row: Row) => number) {
  const measured = new Map<string, number>();
  const guessed = new Map<string, number>();

  function of(row: Row): number {
    const known = measured.get(row.key) ?? guessed.get(row.key);
    if (known !== undefined) return known;
    const height = guess(row);
    guessed.set(row.key, height);
    return height;
  }

  return {
    of,
    learn(key: string, height: number): void {
      if (measured.size > rememberedMax) measured.clear();
      if (guessed.size > rememberedMax) guessed.clear();
      measured.set(key, height);
    },
    /** They are as wide as never before. */
    forget(): void {
      measured.clear();
      guessed.clear();
    },
    sum(rows: readonly Row[], from: number, to: number): number {
      let height = 0;
      for (let index = from; index < to; index += 1) {
        const row = rows[index];
        if (row !== undefined) height += of(row);
      }
      return height;
    },
  };
}

export type RowHeights<Row extends Keyed> = ReturnType<typeof createRowHeights<Row>>;
