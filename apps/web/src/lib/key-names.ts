import { t } from './words.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How a key with Ctrl, or with the Command key of a Mac, is written on this machine. */
export function withCtrl(key: string): string {
  return isApple ? `⌘ ${key}` : t`Ctrl ${key}`;
}
