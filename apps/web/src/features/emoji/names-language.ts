/** Of the languages that there are names in, the one for who reads this: `zh-TW` is `zh-hant`, `de-AT` is `de`. English where there is none. */
export function namesLanguage(tag: string, known: readonly string[]): string {
  return wantedBy(tag).find((one) => known.includes(one)) ?? 'en';
}

/** As Emojibase writes them, the nearest first. */
function wantedBy(tag: string): string[] {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return [`${language}-${region}`, `${language}-${script}`, language].map((one) => one.toLowerCase());
  } catch {
    return [];
  }
}
