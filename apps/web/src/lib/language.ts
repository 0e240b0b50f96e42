import type { Messages } from '@lingui/core';
import { chosenLanguage } from './chosen-language.ts';
import { setLanguage } from './locale.ts';
import type { Spoken } from './translate.ts';
import { setTranslate } from './words.ts';

type Translation = { direction: 'ltr' | 'rtl'; load: () => Promise<{ messages: Messages }> };

/** Beside English: each is one file, fetched by those who read it. */
const translations: Readonly<Record<string, Translation>> = {
  // No languages, but English dressed up: what still looks plain in them does not come from the catalogue.
  'en-XA': { direction: 'ltr', load: () => import('../locales/en.po?pseudo') },
  'ar-XB': { direction: 'rtl', load: () => import('../locales/en.po?pseudo') },
};

/** Before anything is drawn. Null for English: then there is nothing to wait for. */
export function loadLanguage(): Promise<void> | null {
  const tag = chosenLanguage();
  const translation = Object.hasOwn(translations, tag) ? translations[tag] : undefined;
  return translation === undefined ? null : speak(tag, translation);
}

let spoken: Spoken | null = null;

/** Null for English. */
export function readSpoken(): Spoken | null {
  return spoken;
}

async function speak(tag: string, { direction, load }: Translation): Promise<void> {
  const [{ messages }, { createTranslate }] = await Promise.all([load(), import('./translate.ts')]);
  spoken = { tag, messages };
  setLanguage(tag);
  setTranslate(createTranslate(spoken));
  const { documentElement: page } = document;
  page.lang = tag;
  page.dir = direction;
}
