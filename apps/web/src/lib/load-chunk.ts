/** How long to wait before each further try. Together they outlast a blink of the network. */
const retryAfterMs = [300, 1_200];

type ChunkOptions = {
  wait?: (ms: number) => Promise<void>;
  isOnline?: () => boolean;
};

/**
 * Loads a part of the app that comes as a file of its own, and tries again where that fails. Chromium and Safari ask the server each time.
 * What a browser does not ask for a second time is not got by another address: it would be another copy, and what `load` makes of its
 * module would be missing. There the page is loaded again, which its failure offers.
 */
export async function loadChunk<Value>(load: () => Promise<Value>, options: ChunkOptions = {}): Promise<Value> {
  const { wait = sleep, isOnline = () => navigator.onLine } = options;
  let failure: unknown;
  for (const ms of [0, ...retryAfterMs]) {
    if (ms > 0) await wait(ms);
    try {
      return await load();
    } catch (error) {
      failure = error;
    }
    // Without a network there is nothing to wait for here: whoever asked says so, and asks again when it is back.
    if (!isOnline()) break;
  }
  throw failure;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
