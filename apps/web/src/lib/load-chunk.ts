/** How long to wait before each further try. Together they outlast a blink of the network. */
const retryAfterMs = [300, 1_200];

type ChunkOptions = {
  wait?: (ms: number) => Promise<void>;
  isOnline?: () => boolean;
  importAgain?: (url: string) => Promise<unknown>;
  origin?: string;
};

/**
 * Loads a part of the app that comes as a file of its own, and tries again where that fails. Some browsers remember a
 * module that failed for as long as the page lives: the last try asks for it by another address.
 */
export async function loadChunk<Module>(load: () => Promise<Module>, options: ChunkOptions = {}): Promise<Module> {
  const { wait = sleep, isOnline = () => navigator.onLine, importAgain = importUncached } = options;
  const origin = options.origin ?? globalThis.location.origin;
  let failure: unknown;
  for (const [tries, ms] of [0, ...retryAfterMs].entries()) {
    if (tries > 0) await wait(ms);
    try {
      const url = tries === retryAfterMs.length ? failedUrl(failure, origin) : null;
      return await (url === null ? load() : (importAgain(url) as Promise<Module>));
    } catch (error) {
      failure = error;
    }
    // Without a network there is nothing to wait for here: whoever asked says so, and asks again when it is back.
    if (!isOnline()) break;
  }
  throw failure;
}

/** Browsers name the module in the message alone, and Safari, which forgets failures, not even there. */
function failedUrl(error: unknown, origin: string): string | null {
  const url = error instanceof Error ? /https?:\/\/\S+\.js\b/.exec(error.message)?.[0] : undefined;
  return url !== undefined && URL.parse(url)?.origin === origin ? url : null;
}

function importUncached(url: string): Promise<unknown> {
  return import(/* @vite-ignore */ `${url}?again=${Date.now()}`);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
