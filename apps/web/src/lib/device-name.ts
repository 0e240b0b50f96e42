import { deviceWords } from '@confab/protocol/device';
import { t } from './words.ts';

/** "Firefox on Linux": what a person recognises in a User-Agent header. */
export function deviceName(userAgent: string | null): string {
  const { browser, system: name } = deviceWords(userAgent);
  const system = name === 'ios' ? t`iPhone or iPad` : name;
  if (browser === null) return system ?? t`Unknown device`;
  return system === null ? browser : t`${browser} on ${system}`;
}
