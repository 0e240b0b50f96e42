/** What a person wants of this browser. Kept under their id: whoever logs in next chooses for themselves. */
const prefix = 'confab.alerts.by.';
const askedPrefix = 'confab.alerts.asked.';
const listeners = new Set<() => void>();

export type Permission = NotificationPermission | 'impossible';

/** `impossible`: over plain http, or in a browser that knows none. */
export function readPermission(): Permission {
  return globalThis.isSecureContext && 'Notification' in globalThis ? Notification.permission : 'impossible';
}

export function isOnHere(userId: string): boolean {
  return read(prefix + userId) === 'on';
}

export function setOnHere(userId: string, isOn: boolean): void {
  write(prefix + userId, isOn ? 'on' : 'off');
  tellAll();
}

/** Both: the person wants it here, and the browser lets us. */
export function mayNotify(userId: string): boolean {
  return readPermission() === 'granted' && isOnHere(userId);
}

/** Nobody is asked twice. */
export function wasAsked(userId: string): boolean {
  return read(askedPrefix + userId) !== null || read(prefix + userId) !== null;
}

export function rememberAsked(userId: string): void {
  write(askedPrefix + userId, 'once');
}

export function subscribePreferences(listener: () => void): () => void {
  watchPermission();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let isWatching = false;

/** It may be taken back at any time, in the settings of the browser. */
function watchPermission(): void {
  if (isWatching || readPermission() === 'impossible') return;
  isWatching = true;
  navigator.permissions?.query({ name: 'notifications' }).then(
    (status) => status.addEventListener('change', tellAll),
    // Where a browser does not tell, the next look finds out.
    () => undefined,
  );
}

function tellAll(): void {
  for (const listener of listeners) listener();
}

/** To be called in a click: browsers ignore, or remember badly, what asks by itself. */
export async function turnOn(userId: string): Promise<Permission> {
  rememberAsked(userId);
  const permission = readPermission() === 'default' ? await Notification.requestPermission() : readPermission();
  if (permission === 'granted') setOnHere(userId, true);
  tellAll();
  return permission;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds until the page is loaded again, if at all.
  }
}
