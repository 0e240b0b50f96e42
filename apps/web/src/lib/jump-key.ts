import { t } from './words.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How the key that opens the jump palette is written on this machine. */
export function jumpKey(): string {
  return isApple ? '⌘ K' : t`Ctrl K`;
}

/** The same of the key that lists the keys, also while one writes. */
export function listKey(): string {
  return isApple ? '⌘ /' : t`Ctrl /`;
}
