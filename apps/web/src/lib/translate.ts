import { setupI18n, type Messages } from '@lingui/core';
import { formatLocale } from './locale.ts';
import type { Translate } from './words.ts';

/** What is said instead of English: the language as BCP 47 writes it, and what was translated. */
export type Spoken = { tag: string; messages: Messages };

/** Of a catalogue that the build compiled. Apart, so that those who read English need not fetch it. */
export function createTranslate({ tag, messages }: Spoken): Translate {
  const i18n = setupI18n({ locale: tag, locales: formatLocale(), messages: { [tag]: messages } });
  return (message, values) => (Object.hasOwn(messages, message) ? i18n._(message, values) : null);
}
