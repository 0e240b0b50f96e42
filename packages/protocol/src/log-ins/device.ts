/** What a person recognises in a `User-Agent` header: names, where it has them. */
export interface DeviceWords {
  /** A program that is no browser is called what it calls itself. */
  browser: string | null;
  /** Names that are the same in all languages; `ios` is an iPhone or an iPad. */
  system: string | null;
  isPhone: boolean;
}

/** The first that fits: many say that they are Chrome and Safari too. */
const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'ios'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];
/** Whatever it is called, it is one line of few characters. */
const ownName = /^[\w.-]{1,40}/;

export function deviceWords(userAgent: string | null | undefined): DeviceWords {
  const said = userAgent ?? '';
  const find = (names: typeof browsers): string | null => names.find(([pattern]) => pattern.test(said))?.[1] ?? null;
  const known = find(browsers);
  const own = said.startsWith('Mozilla/') ? null : (ownName.exec(said)?.[0] ?? null);
  return { browser: known ?? own, system: find(systems), isPhone: /\b(?:iPhone|iPod|Android)\b/.test(said) };
}

/** In English, for mail: "Firefox on Windows". */
export function deviceInEnglish(userAgent: string | null | undefined): string {
  const { browser, system: name } = deviceWords(userAgent);
  const system = name === 'ios' ? 'an iPhone or iPad' : name;
  if (browser === null) return system === null ? 'a device that does not say what it is' : `a browser on ${system}`;
  return system === null ? browser : `${browser} on ${system}`;
}
