let language = 'en';
let found: string | null = null;

/** As BCP 47 writes it. */
export function setLanguage(tag: string): void {
  language = tag;
  found = null;
}

export function isEnglish(): boolean {
  return language === 'en';
}

/**
 * For dates and numbers: the language of the words, with the customs of the region that the browser is set to. Whoever
 * reads English in Berlin gets `en-DE`: "Sunday", and 14:30.
 */
export function formatLocale(): string {
  return (found ??= withRegion(language, navigator.language));
}

function withRegion(tag: string, wanted: string): string {
  try {
    const { region } = new Intl.Locale(wanted).maximize();
    return new Intl.Locale(tag, region === undefined ? {} : { region }).toString();
  } catch {
    // A browser says what it likes: an empty text, or "C".
    return tag;
  }
}

/** Formatters are slow to make: one each, made when it is used first. */
export function perLocale<Formatter>(make: (locale: string) => Formatter): () => Formatter {
  let made: { for: string; formatter: Formatter } | null = null;
  return () => {
    const locale = formatLocale();
    if (made?.for !== locale) made = { for: locale, formatter: make(locale) };
    return made.formatter;
  };
}
