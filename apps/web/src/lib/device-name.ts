import { t } from './words.ts';

const browsers: [pattern: RegExp, name: string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [pattern: RegExp, name: () => string][] = [
  [/iPhone|iPad/, () => t`iPhone or iPad`],
  [/Android/, () => 'Android'],
  [/Mac OS X/, () => 'macOS'],
  [/Windows/, () => 'Windows'],
  [/Linux|X11/, () => 'Linux'],
];

/** "Firefox on Linux": what a person recognises in a User-Agent header. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return t`Unknown device`;
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser === undefined) return userAgent.split(/[\s/]/)[0]?.slice(0, 40) || t`Unknown device`;
  return system === undefined ? browser : t`${browser} on ${system()}`;
}
