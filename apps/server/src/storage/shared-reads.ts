/** Keys in one query. */
const keysPerRead = 500;

/**
 * Reads that are asked for in one turn of the event loop share a query, made at its end: what is answered is never older
 * than the question. Call the result with a key; null is what the query had nothing for.
 */
export function shareReads<Value>(
  read: (keys: readonly string[]) => Promise<Map<string, Value>>,
  schedule: (task: () => void) => void,
): (key: string) => Promise<Value | null> {
  let asked = new Map<string, PromiseWithResolvers<Value | null>>();
  const readPart = async (part: (readonly [string, PromiseWithResolvers<Value | null>])[]): Promise<void> => {
    try {
      const found = await read(part.map(([key]) => key));
      for (const [key, { resolve }] of part) resolve(found.get(key) ?? null);
    } catch (error) {
      for (const [, { reject }] of part) reject(error);
    }
  };
  const readAll = (): void => {
    const all = [...asked];
    asked = new Map();
    for (let start = 0; start < all.length; start += keysPerRead) void readPart(all.slice(start, start + keysPerRead));
  };
  return (key) => {
    const known = asked.get(key);
    if (known) return known.promise;
    if (asked.size === 0) schedule(readAll);
    const answer = Promise.withResolvers<Value | null>();
    asked.set(key, answer);
    return answer.promise;
  };
}
