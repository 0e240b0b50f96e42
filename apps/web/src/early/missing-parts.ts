import { t } from '../lib/words.ts';

const triedKey = 'confab.loadedAgain';

/**
 * A page is of one build, and the server may have another by the time its parts are asked for; or the network goes. Without
 * the script that draws the page nobody would say so. Once it loads the page again by itself, then it says what is wrong.
 */
export function watchForMissingParts(): void {
  window.addEventListener(
    'error',
    ({ target }) => {
      const isPart =
        (target instanceof HTMLScriptElement && target.src !== '') ||
        (target instanceof HTMLLinkElement && target.rel === 'stylesheet');
      if (isPart) loadAgainOrSay();
    },
    true,
  );
}

function loadAgainOrSay(): void {
  if (navigator.onLine && !hasTried()) location.reload();
  else say();
}

function hasTried(): boolean {
  try {
    const triedAt = Number(sessionStorage.getItem(triedKey) ?? 0);
    sessionStorage.setItem(triedKey, String(Date.now()));
    return Date.now() - triedAt < 60_000;
  } catch {
    // It could not be remembered, and would go on for ever.
    return true;
  }
}

function say(): void {
  const root = document.getElementById('root');
  if (root === null) return window.addEventListener('DOMContentLoaded', say);
  if (root.childElementCount > 0) return;
  const box = document.createElement('main');
  box.setAttribute('role', 'alert');
  box.style.cssText = 'font: 15px/1.5 system-ui, sans-serif; max-width: 26em; margin: 20vh auto 0; padding: 0 1.5em';
  const heading = document.createElement('h1');
  heading.style.fontSize = '1.3em';
  heading.textContent = t`Confab couldn’t load`;
  const text = document.createElement('p');
  text.textContent = t`The server can’t be reached, or has just been upgraded. Your drafts and unsent messages are kept.`;
  const again = document.createElement('button');
  again.textContent = t`Reload the page`;
  again.style.cssText = 'font: inherit; padding: 0.6em 1em; min-height: 44px';
  again.addEventListener('click', () => location.reload());
  box.append(heading, text, again);
  root.append(box);
}
