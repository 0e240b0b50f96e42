import { setLanguage } from '../lib/locale.ts';
import { translateLightly } from '../lib/translate-lightly.ts';
import { readWords } from '../lib/worker-words.ts';
import { setTranslate } from '../lib/words.ts';

/** In the language of the page. Before anything is said: another page may have been opened since. */
export async function speak(): Promise<void> {
  // Without its words, for want of room, it speaks English.
  const spoken = await readWords().catch(() => null);
  setLanguage(spoken?.tag ?? 'en');
  setTranslate(spoken && translateLightly(spoken));
}
