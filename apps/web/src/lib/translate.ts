import { setupI18n, type Messages } from '@lingui/core';
import { formatLocale } from './locale.ts';
import type { Translate } from './words.ts';

/** Of a catalogue that the build compiled. Apart, so that those who read English need not fetch it. */
export function createTranslate(language: string, messages: Messages): Translate {
  const i18n = setupI18n({ locale: language, locales: formatLocale(), messages: { [language]: messages } });
  return (message, values) => (Object.hasOwn(messages, message) ? i18n._(message, values) : null);
}
