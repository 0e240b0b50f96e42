/** Written in by the build (vite/worker-script.ts): its name, and the files that the app can't do without. */
declare const CONFAB_BUILD: string;
declare const CONFAB_SHELL: readonly string[];

/** The page without a hint of who asks for it: it finds out by itself (decision 14). */
const page = '/index.html';
const prefix = 'confab-shell ';
const own = prefix + CONFAB_BUILD;

/**
 * All of this build or nothing: with one file missing the install fails, and is tried again with the next visit. What this browser
 * has fetched already comes from its own cache, since names of files say what is in them.
 */
export async function fillShell(): Promise<void> {
  const isNew = !(await caches.has(own));
  const cache = await caches.open(own);
  try {
    await cache.addAll(CONFAB_SHELL);
    await cache.put(page, await fetchOwnPage());
  } catch (failure) {
    if (isNew) await caches.delete(own);
    throw failure;
  }
}

async function fetchOwnPage(): Promise<Response> {
  const answer = await fetch(page, { cache: 'no-cache' });
  // While servers are replaced, another one may have answered.
  const isOwn = answer.ok && (await answer.clone().text()).includes(`content="${CONFAB_BUILD}"`);
  if (!isOwn) throw new Error('The server has another build by now.');
  return answer;
}

/**
 * Forgets the files of builds that no page is of any more. A page holds a lock with the name of its build as long as it is there
 * (features/offline/build-in-use.ts): what it has not loaded yet, its server may not have any more.
 */
export async function dropUnusedShells(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const used = new Set([own, ...held.map(({ name }) => name ?? '')]);
  const unused = (await caches.keys()).filter((name) => name.startsWith(prefix) && !used.has(name));
  await Promise.all(unused.map((name) => caches.delete(name)));
}

/** A server that takes longer for a page is as good as away. */
const patienceMs = 8_000;

/**
 * The server's page where it comes in time: whoever it is for and whichever build it is of. Else our own, which says what is missing.
 * Never nothing: a page that is asked for ends by one of the two.
 */
export async function answerPage(event: Pick<FetchEvent, 'request' | 'preloadResponse'>): Promise<Response> {
  const asked = askServer(event);
  const answer = await Promise.race([asked.catch(() => null), giveUp()]);
  if (answer !== null && !isAway(answer)) return answer;
  return (await keptPage()) ?? (await asked);
}

async function askServer({ request, preloadResponse }: Parameters<typeof answerPage>[0]): Promise<Response> {
  return ((await preloadResponse) as Response | undefined) ?? (await fetch(request));
}

function giveUp(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), patienceMs));
}

/** A file never changes under its name, so it does not matter of which build it is. */
export async function answerFile(event: FetchEvent): Promise<Response> {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(event.request);
  if (answer.status === 200) event.waitUntil(keep(event.request, answer.clone()));
  return answer;
}

async function keep(request: Request, answer: Response): Promise<void> {
  try {
    const cache = await caches.open(own);
    await cache.put(request, answer);
  } catch {
    // There is no room: it is fetched again.
  }
}

/** Of another build where a worker after this one has dropped our own: its files are there too. */
async function keptPage(): Promise<Response | undefined> {
  const ofOwn = await caches.match(page, { ignoreVary: true, cacheName: own });
  return ofOwn ?? (await caches.match(page, { ignoreVary: true }));
}

/** What stands before the server answers in its place, while that is replaced. */
function isAway({ status }: Response): boolean {
  return status === 502 || status === 503 || status === 504;
}
