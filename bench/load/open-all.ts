/**
 * Starts `count` things, `concurrency` at a time, each next one when an earlier one has settled. Resolves when all
 * have: a thing that fails settles too.
 */
export async function openAll(
  count: number,
  concurrency: number,
  open: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await open(next++);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, lane));
}
