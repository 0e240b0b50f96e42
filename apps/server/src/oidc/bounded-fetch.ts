/** As much as a provider may say at once: keys and lists of groups are some ten KB. */
const bytesMax = 1_048_576;

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** A `fetch` whose answer is no larger than that, and whole when it is there. Who asks says how long it may take. */
export async function boundedFetch(url: string, options: RequestInit, send: Fetch = fetch): Promise<Response> {
  const answer = await send(url, { ...options, redirect: 'manual' });
  const parts: Uint8Array[] = [];
  let size = 0;
  // Left early, the rest is not read.
  const body: AsyncIterable<Uint8Array> | null = answer.body;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > bytesMax) throw new Error(`${new URL(url).host} answered with more than ${bytesMax} bytes.`);
    parts.push(part);
  }
  return new Response(size === 0 ? null : Buffer.concat(parts), { status: answer.status, headers: answer.headers });
}
