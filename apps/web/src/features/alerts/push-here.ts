import type { ConfabClient } from '@confab/client';
import { createPushActions } from '@confab/client/push';
import { mayNotify, setOnHere, subscribePreferences } from './preferences.ts';
import { takenOff } from './taken-off.ts';

/** Whether pushes come to this browser, and if not, where that ended. */
export type PushHere =
  | { status: 'off' }
  | { status: 'under-way' }
  | { status: 'on' }
  /** `browser`: it has no push, or its push service did not answer. `server`: ours refused, as `error` says. */
  | { status: 'failed'; by: 'browser' | 'server'; error: unknown };

const listeners = new Set<() => void>();
let here: PushHere = { status: 'off' };

export function readPushHere(): PushHere {
  return here;
}

export function subscribePushHere(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: PushHere): void {
  here = next;
  for (const listener of listeners) listener();
}

/** Keeps this browser subscribed as long as its person wants notifications here, and tells the server where. */
export function keepPushing(client: ConfabClient, myId: string): () => void {
  let hasBegun = false;
  let isStopped = false;
  let hasWaited = false;
  // One after the other: who turns it off and on again at once wants it on.
  let work = Promise.resolve();

  function look(): void {
    const { features, connection, documentsLoaded } = client.getState();
    if (connection.status !== 'live' || !documentsLoaded || !features.includes('push')) return;
    const isWanted = mayNotify(myId);
    if (isWanted === hasBegun) return;
    hasBegun = isWanted;
    work = work.then(isWanted ? begin : end);
  }

  async function begin(): Promise<void> {
    become({ status: 'under-way' });
    const next = await subscribe(client, myId);
    if (isStopped) return;
    // Somebody took this device off their list, on another one.
    if (next === 'removed') return setOnHere(myId, false);
    become(next);
    if (next.status === 'failed' && next.error === null) tryWithWorker();
  }

  /** On a first visit the worker comes after the page, and maybe after the click. */
  function tryWithWorker(): void {
    if (hasWaited) return;
    hasWaited = true;
    void findWorkers()?.ready.then(beginAgain);
  }

  function beginAgain(): void {
    if (hasBegun && !isStopped) work = work.then(begin);
  }

  async function end(): Promise<void> {
    try {
      await forgetHere(myId);
      const push = createPushActions(client.rest);
      const own = (await push.devices()).find(({ current }) => current);
      if (own) await push.removeDevice(own.id);
    } catch {
      // It is on the list still, to be removed there; and its push service says that it is gone.
    }
    if (!isStopped) become({ status: 'off' });
  }

  const stopState = client.subscribe(look);
  const stopPreferences = subscribePreferences(look);
  look();
  return () => {
    isStopped = true;
    stopState();
    stopPreferences();
    become({ status: 'off' });
    // The server has forgotten it with the session.
    void forgetHere(myId).catch(() => undefined);
  };
}

async function subscribe(client: ConfabClient, myId: string): Promise<PushHere | 'removed'> {
  const push = createPushActions(client.rest);
  let browsers: PushSubscription;
  try {
    const key = await push.publicKey();
    const manager = await findManager();
    if (manager === null) return { status: 'failed', by: 'browser', error: null };
    const known = await manager.getSubscription();
    const isForgotten =
      known !== null && wasTold(myId, known) && !(await push.devices()).some(({ current }) => current);
    if (isForgotten && (await wasTakenOff(client))) return 'removed';
    // What the push service has forgotten has another address from now on.
    if (isForgotten) await known.unsubscribe();
    browsers = await subscribeFor(manager, isForgotten ? null : known, key);
  } catch (error) {
    const isOurs = error instanceof Error && error.name === 'ApiError';
    return { status: 'failed', by: isOurs ? 'server' : 'browser', error };
  }
  try {
    await push.subscribe(browsers.toJSON() as Parameters<typeof push.subscribe>[0]);
    rememberTold(myId, browsers);
    return { status: 'on' };
  } catch (error) {
    return { status: 'failed', by: 'server', error };
  }
}

async function wasTakenOff(client: ConfabClient): Promise<boolean> {
  const off = takenOff(client.getState());
  return off.length > 0 && (await client.rest.sessions()).some(({ id, current }) => current && off.includes(id));
}

/** A server with other keys is another one to a push service. */
async function subscribeFor(
  manager: PushManager,
  known: PushSubscription | null,
  applicationServerKey: string,
): Promise<PushSubscription> {
  if (known !== null) {
    if (inBase64(known.options.applicationServerKey) === applicationServerKey) return known;
    await known.unsubscribe();
  }
  return await manager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function forgetHere(myId: string): Promise<void> {
  localStorage.removeItem(toldKey(myId));
  const subscription = await (await findManager())?.getSubscription();
  await subscription?.unsubscribe();
}

function findWorkers(): ServiceWorkerContainer | undefined {
  return (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
}

async function findManager(): Promise<PushManager | null> {
  const workers = findWorkers();
  const registration = await workers?.getRegistration();
  return (registration && (await workers?.ready)?.pushManager) ?? null;
}

function inBase64(key: ArrayBuffer | null): string {
  if (key === null) return '';
  const bytes = String.fromCharCode(...new Uint8Array(key));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const toldKey = (myId: string): string => `confab.alerts.told.${myId}`;

/** The server had this very address of this person's before. */
function wasTold(myId: string, { endpoint }: PushSubscription): boolean {
  return localStorage.getItem(toldKey(myId)) === endpoint;
}

function rememberTold(myId: string, { endpoint }: PushSubscription): void {
  localStorage.setItem(toldKey(myId), endpoint);
}
