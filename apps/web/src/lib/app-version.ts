/**
 * Which build this page is of, and whether the server has another one by now. Files of another build have other names:
 * what this page has not loaded yet may be gone.
 */
export const ownBuild =
  globalThis.document?.querySelector<HTMLMetaElement>('meta[name="confab-build"]')?.content ?? null;
const listeners = new Set<() => void>();
let isOutdated = false;

export type VersionCheck = 'same' | 'other' | 'unreachable';

/** Asks the server. A page of the development server is of no build, and never outdated. */
export async function checkVersion(): Promise<VersionCheck> {
  const current = await askForBuild();
  if (current === null) return 'unreachable';
  if (ownBuild === null || current === ownBuild) return 'same';
  isOutdated = true;
  for (const listener of listeners) listener();
  return 'other';
}

export function readIsOutdated(): boolean {
  return isOutdated;
}

export function subscribeToVersion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null where nobody answers; a server without that file says as much as one with the same build. */
async function askForBuild(): Promise<string | null> {
  try {
    const answer = await fetch('/version.json', { cache: 'no-store', signal: AbortSignal.timeout(5_000) });
    if (answer.status >= 500) return null;
    const told: unknown = answer.ok ? await answer.json() : null;
    return typeof told === 'object' && told !== null && 'build' in told ? String(told.build) : (ownBuild ?? '');
  } catch {
    return null;
  }
}
