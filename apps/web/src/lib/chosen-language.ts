const key = 'confab.language';

/** As BCP 47 writes it; whether there is a catalogue of it is another question. */
export function chosenLanguage(): string {
  try {
    return localStorage.getItem(key) ?? 'en';
  } catch {
    // Storage may be forbidden.
    return 'en';
  }
}
