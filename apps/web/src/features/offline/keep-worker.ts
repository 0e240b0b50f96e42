import { ownBuild, readIsOutdated, subscribeToVersion } from '../../lib/app-version.ts';

const script = '/sw.js';

/**
 * Has this browser keep the app (worker/worker.ts), so that it opens without a network. Not before the page is there and has nothing
 * else to do; and neither while developing, when files have no names of their own, nor over plain http, which knows no workers.
 */
export function keepWorker(): () => void {
  const { serviceWorker: workers } = navigator;
  if (ownBuild === null || workers === undefined) return () => undefined;
  sayWhichBuildIsUsed(ownBuild);
  const underWay = workers.register(script, { updateViaCache: 'none' });
  // Without one the page works as it did: a person or a policy may forbid it.
  const update = (): void => void underWay.then((registration) => registration.update()).catch(() => undefined);
  // Browsers look by themselves, but when they like.
  update();
  // The files of the next build are here by the time that it is wanted.
  return subscribeToVersion(() => {
    if (readIsOutdated()) update();
  });
}

let isSaid = false;

/** As long as the page is there, its files are not forgotten (worker/shell.ts, by the same name). */
function sayWhichBuildIsUsed(build: string): void {
  if (isSaid) return;
  isSaid = true;
  navigator.locks
    ?.request(`confab-shell ${build}`, { mode: 'shared' }, () => new Promise(() => undefined))
    // The page goes, or its browser wants none: nothing is lost but files that can be fetched again.
    .catch(() => undefined);
}
